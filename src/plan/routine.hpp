#pragma once

#include "catalog/fact.hpp"
#include "sql/text.hpp"

namespace pgslate::plan {

/// `CREATE OR REPLACE FUNCTION`, or PROCEDURE.
sql::Text replaced_function(const catalog::Fact& function);

} // namespace pgslate::plan
