// What holds for every plan that creates a catalog; for fuzzers and property tests.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/plan.hpp"

#include <string>

namespace pgslate::testing {

/// Says in words which promise of plan/plan.hpp `plan`, which creates all of `catalog`, breaks, or
/// nothing: everything is created once, and behind what it surely needs.
std::string broken_plan_invariant(const catalog::Catalog& catalog, const plan::Plan& plan);

} // namespace pgslate::testing
