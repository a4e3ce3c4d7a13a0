#include "plan/role_steps.hpp"

#include "plan/roles.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

// A CREATE ROLE makes one.
const Identity* made_role(const Step& step) {
    const bool role = step.creates.size() == 1 && step.creates.front().kind == Kind::role;
    return role ? &step.creates.front() : nullptr;
}

std::vector<Step> steps_of_models(const Step& step, const Catalog& models) {
    const auto& role = step.creates.front();
    auto plan = plan_creation(only_roles(models, {role.name()}, {}));
    for (auto& one : plan.steps) {
        one.about = role;
        one.whole = role;
        one.reasons = step.reasons;
    }
    return std::move(plan.steps);
}

} // namespace

bool makes_roles(const Plan& plan) {
    return std::ranges::any_of(plan.steps,
                               [](const Step& step) { return made_role(step) != nullptr; });
}

void make_roles_as_models_say(Plan& plan, const Catalog& models) {
    std::vector<Step> steps;
    for (auto& step : plan.steps) {
        const auto* role = made_role(step);
        const auto* fact = role == nullptr ? nullptr : models.find(*role);
        if (fact != nullptr && fact->made_by)
            std::ranges::move(steps_of_models(step, models), std::back_inserter(steps));
        else
            steps.push_back(std::move(step));
    }
    plan.steps = std::move(steps);
}

} // namespace pgslate::plan
