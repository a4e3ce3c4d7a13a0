#include "plan/locks.hpp"

#include "plan/columns_of.hpp"
#include "plan/plan.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace pgslate::plan {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Relations::Relations(const catalog::Catalog& live) : live_(live) {
    for (const auto& [id, fact] : live.facts)
        for (const auto* attribute : {"partition_of", "inherits"}) {
            const auto& parents = fact.list(attribute);
            for (std::size_t i = 0; i + 1 < parents.size(); i += 2)
                children_[{parents[i], parents[i + 1]}].push_back(id);
        }
    for (const auto& [from, on, strength, at_once] : live.dependencies)
        if (on.kind == Kind::domain && (from.kind == Kind::column || from.kind == Kind::domain))
            columns_[on].push_back(from);
    for (const auto& [id, fact] : live.facts) {
        if (id.kind != Kind::foreign_key || !fact.parent) continue;
        const Identity other{Kind::table, fact.list("references"), {}};
        references_.emplace(*fact.parent, other);
        referring_.emplace(other, *fact.parent);
    }
}

Relations::Identities Relations::of_wholes(const Fact& partition, const Pairs& tables) const {
    Identities result;
    if (!partition.has("partition_of")) return result;
    for (const auto& whole : wholes_above(live_, partition)) {
        const auto [first, last] = tables.equal_range(whole);
        for (auto table = first; table != last; ++table) result.push_back(table->second);
    }
    return result;
}

Relations::Identities Relations::referred_to_by_wholes(const Fact& partition) const {
    return of_wholes(partition, references_);
}

Relations::Identities Relations::referring_to_wholes(const Fact& partition) const {
    return of_wholes(partition, referring_);
}

bool Relations::contains(const Identity& relation) const {
    return live_.contains(relation);
}

Relations::Identities Relations::users_of(const Identity& type) const {
    Identities result;
    const auto found = columns_.find(type);
    if (found == columns_.end()) return result;
    for (const auto& user : found->second) {
        const auto* fact = live_.find(user);
        if (fact != nullptr) std::ranges::copy(homes_of(*fact), std::back_inserter(result));
    }
    return result;
}

Relations::Identities Relations::homes_of(const Fact& fact) const {
    const auto& id = fact.id;
    if (is_relation(id.kind)) return {id};
    if (id.kind == Kind::domain) return users_of(id);
    if (const auto subject = subject_of(id); subject != id) {
        const auto* about = live_.find(subject);
        return about == nullptr ? Identities() : homes_of(*about);
    }
    if (!fact.parent) return {};
    return is_relation(fact.parent->kind) ? Identities{*fact.parent} : users_of(*fact.parent);
}

Relations::Identities Relations::with_children(Identities relations) const {
    std::set<Identity> seen(relations.begin(), relations.end());
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const auto found = children_.find(relations[i].names);
        if (found == children_.end()) continue;
        for (const auto& child : found->second)
            if (seen.insert(child).second) relations.push_back(child);
    }
    return relations;
}

Relations::Identities Relations::locked(const Fact& fact, On on) const {
    if (on == On::itself) return live_.contains(fact.id) ? Identities{fact.id} : Identities();
    auto relations = homes_of(fact);
    if (on == On::children) relations = with_children(std::move(relations));
    std::erase_if(relations, [&](const Identity& relation) { return !contains(relation); });
    return relations;
}

void add_lock(std::vector<Lock>& locks, const Lock& lock) {
    if (lock.mode == LockMode::none) return;
    const auto same = std::ranges::find(locks, lock.relation, &Lock::relation);
    if (same == locks.end())
        locks.push_back(lock);
    else
        same->mode = std::max(same->mode, lock.mode);
}

std::vector<Lock> locks_beforehand(const Plan& plan) {
    std::map<Identity, LockMode> strongest;
    for (const auto& step : plan.steps) {
        if (step.risks.contains(Risk::rewrite) || step.risks.contains(Risk::scan)) return {};
        for (const auto& [mode, relation] : step.locks)
            if (relation.kind == Kind::table && mode > LockMode::row_exclusive)
                strongest[relation] = std::max(strongest[relation], mode);
    }
    if (strongest.size() < 2) return {};
    std::vector<Lock> locks;
    locks.reserve(strongest.size());
    for (const auto& [relation, mode] : strongest) locks.push_back({mode, relation});
    std::ranges::stable_sort(locks, std::greater<>(), &Lock::mode);
    return locks;
}

} // namespace pgslate::plan
