// What the server knows no longer, or not yet, of the values in tables.
#pragma once

#include "plan/plan.hpp"

#include <map>
#include <set>
#include <string>

namespace pgslate::plan {

/// The columns of tables and materialized views, as they are called when the plan is done; none
/// means everything.
using StaleStatistics = std::map<catalog::Identity, std::set<std::string>>;

/// What a plan leaves for ANALYZE: of columns whose values are others, of expressions in new
/// indexes, of new statistics objects, and of what was made again with its rows.
StaleStatistics stale_statistics(const Plan& plan);

} // namespace pgslate::plan
