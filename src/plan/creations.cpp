#include "plan/creations.hpp"

namespace pgslate::plan {

std::vector<catalog::Identity> creations(const Plan& plan) {
    std::vector<catalog::Identity> made;
    for (const auto& step : plan.steps)
        made.insert(made.end(), step.creates.begin(), step.creates.end());
    return made;
}

} // namespace pgslate::plan
