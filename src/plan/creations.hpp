#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace pgslate::plan {

/// What is there once the plan has run, in order.
std::vector<catalog::Identity> creations(const Plan& plan);

} // namespace pgslate::plan
