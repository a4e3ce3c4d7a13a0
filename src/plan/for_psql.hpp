#pragma once

#include "sql/text.hpp"

#include <string>

namespace pgslate::plan {

/// A statement as psql is to be given it: a colon before a name, as in `a[1:n]`, means a variable
/// there (psql's manual, "SQL Interpolation"), unless a space stands between.
std::string for_psql(const sql::Text& statement);

} // namespace pgslate::plan
