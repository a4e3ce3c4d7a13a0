#pragma once

#include "sql/text.hpp"

#include <string>

namespace pgslate::sql {

/// `SET parameter TO value` for a setting as the server keeps it (pg_db_role_setting): a list of
/// names stands there as it would in SQL.
Text set_kept(const std::string& parameter, const std::string& value);

} // namespace pgslate::sql
