// Statements that follow each other and alter one table, as one: its rows are then read, or
// written anew, only once.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/plan.hpp"

#include <vector>

namespace pgslate::plan {

/// The steps with those folded that alter columns and checks of one table. What loses data or
/// grants more stays a statement of its own, which can be seen and allowed by itself.
std::vector<Step> folded(std::vector<Step> steps, const catalog::Catalog& live,
                         const catalog::Catalog& target);

} // namespace pgslate::plan
