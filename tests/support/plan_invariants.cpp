#include "support/plan_invariants.hpp"

#include <map>
#include <optional>

namespace pgslate::testing {
namespace {

using catalog::Catalog;
using catalog::Dependency;
using catalog::Identity;
using catalog::Kind;
using Steps = std::map<Identity, std::size_t>;

std::string broken_by_creations(const Catalog& catalog, const plan::Plan& plan, Steps& steps) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].sql.empty()) return "a step has no SQL";
        for (const auto& id : plan.steps[i].creates)
            if (!steps.emplace(id, i).second) return to_string(id) + " is created twice";
    }
    for (const auto& [id, fact] : catalog.facts)
        if (id.kind != Kind::statement && !steps.contains(id))
            return to_string(id) + " is not created";
    return "";
}

std::optional<std::size_t> find(const Steps& steps, const Identity& id) {
    const auto found = steps.find(id);
    return found == steps.end() ? std::nullopt : std::optional(found->second);
}

std::string broken_by_order(const Steps& steps, const Identity& from, const Identity& on) {
    const auto needing = find(steps, from);
    const auto needed = find(steps, on);
    if (!needing || !needed || *needed <= *needing) return "";
    return to_string(from) + " comes before " + to_string(on);
}

// SQL statements may mention each other in a circle; nothing else can.
bool is_judged(const Catalog& catalog, const Dependency& dependency) {
    const auto* from = catalog.find(dependency.from);
    return dependency.strength == Dependency::Strength::certain && from != nullptr
           && !from->made_by;
}

} // namespace

std::string broken_plan_invariant(const Catalog& catalog, const plan::Plan& plan) {
    Steps steps;
    auto broken = broken_by_creations(catalog, plan, steps);
    for (const auto& [id, fact] : catalog.facts)
        if (broken.empty() && fact.parent && !fact.made_by)
            broken = broken_by_order(steps, id, *fact.parent);
    for (const auto& dependency : catalog.dependencies)
        if (broken.empty() && is_judged(catalog, dependency))
            broken = broken_by_order(steps, dependency.from, dependency.on);
    return broken;
}

} // namespace pgslate::testing
