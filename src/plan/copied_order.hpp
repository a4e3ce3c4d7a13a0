#pragma once

#include "plan/copied_rows.hpp"
#include "plan/plan.hpp"

namespace pgslate::plan {

/// Does the plan keep the rows of a table that are copied into another of its name: aside, made,
/// copied, dropped, in this order? Throws Error if it doesn't.
void check_order(const Plan& plan, const catalog::Identity& table, const CopiedRows& rows);

} // namespace pgslate::plan
