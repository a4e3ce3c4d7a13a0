#include "plan/reason.hpp"

#include "plan/changes.hpp"

#include <algorithm>

namespace pgslate::plan {

using catalog::Identity;

Reasons::Reasons(const Changes& changes, const catalog::Catalog& live,
                 const std::vector<Difference>& differences)
    : changes_(changes), live_(live) {
    for (const auto& difference : differences) differences_.emplace(difference.id, &difference);
    for (const auto& dependency : live.dependencies)
        if (dependency.strength == catalog::Dependency::Strength::certain)
            needs_[dependency.from].push_back(dependency.on);
}

bool Reasons::is_changed(const Identity& id) const {
    return changes_.dropped.contains(id) || changes_.altered.contains(id)
           || changes_.created.contains(id);
}

// The whole that it belongs to, or what it is said about, comes first: it goes with that.
std::optional<Identity> Reasons::cause_of(const Identity& id) const {
    const auto* fact = live_.find(id);
    if (fact != nullptr && fact->parent && changes_.dropped.contains(*fact->parent))
        return fact->parent;
    if (const auto subject = subject_of(id); subject != id && is_changed(subject)) return subject;
    const auto needed = needs_.find(id);
    if (needed == needs_.end()) return std::nullopt;
    for (const auto& on : needed->second)
        if (changes_.dropped.contains(on)) return on;
    for (const auto& on : needed->second)
        if (is_changed(on)) return on;
    return std::nullopt;
}

Reason Reasons::caused(const Identity& id) const {
    return {.difference = {.kind = Difference::Kind::different, .id = id}, .because = cause_of(id)};
}

Reason Reasons::of(const Identity& id) const {
    const auto found = differences_.find(id);
    return found == differences_.end() ? caused(id) : Reason{.difference = *found->second};
}

Reason Reasons::of(const Identity& id, const Alteration& alteration) const {
    const auto found = differences_.find(id);
    if (changes_.created.contains(id)) return of(id);
    if (found == differences_.end() || alteration.row == nullptr) return caused(id);
    Reason reason{.difference = *found->second};
    std::erase_if(reason.difference.attributes, [&](const AttributeDifference& attribute) {
        const auto* row = find_attribute(id.kind, attribute.name);
        return row == nullptr || row->alter != alteration.row->alter;
    });
    return reason.difference.attributes.empty() ? caused(id) : reason;
}

} // namespace pgslate::plan
