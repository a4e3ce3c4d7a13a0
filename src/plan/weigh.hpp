// Which risks of a plan are real, by what the database holds.
#pragma once

#include "catalog/extent.hpp"
#include "plan/plan.hpp"

namespace pgslate::plan {

/// The relations whose extents decide it.
std::vector<catalog::Identity> to_be_weighed(const Plan& plan);

/// Those without which the plan would lose data if they had rows, as they may have in a moment.
std::vector<catalog::Identity> taken_for_empty(const Plan& plan);

/// These have rows after all.
void take_for_filled(Plan& plan, const std::vector<catalog::Identity>& tables);

/// A table without rows has none to lose, to read or to write. Whoever waits does so until all is
/// done: for a step's lock counts what it does itself, and every step behind it.
void weigh(Plan& plan, const catalog::Extents& extents);

} // namespace pgslate::plan
