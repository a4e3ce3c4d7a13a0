#include "plan/in_between.hpp"

#include "plan/apart.hpp"
#include "plan/own_values.hpp"
#include "plan/partition_indexes.hpp"
#include "plan/partition_keys.hpp"
#include "plan/rule.hpp"

#include <string>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;

// What is declared was read where there are no rows. A materialized view is filled if it was, or if
// it is new.
void finish_as_before(Fact& fact, const Catalog& live) {
    const auto* rule = find_rule(fact.id.kind);
    if (rule == nullptr || rule->at_last == nullptr) return;
    const std::string attribute(rule->only_made_with);
    const auto* before = live.find(fact.id);
    if (before == nullptr || !before->has(attribute))
        fact.attributes.erase(attribute);
    else
        fact.attributes.insert_or_assign(attribute, before->text(attribute));
}

} // namespace

InBetween in_between(const Catalog& declared, const Catalog& live,
                     const std::vector<Difference>& differences) {
    auto moved = moved_tables(declared, live);
    auto rekeyed = rekeyed_tables(declared, live, differences);
    moved.merge(partitions_of(rekeyed, declared, live));
    const auto held = partitions_held_by_keys(declared, live, differences);
    moved.insert(held.begin(), held.end());
    for (const auto& table : rekeyed) moved.erase(table); // others take their place
    auto apart = hanging_tables(declared, live, moved);
    auto target = before_put_in(declared, live, moved);
    auto from = taken_out(live, declared, moved);
    apart.merge(tell_own_values(target, from, differences));
    if (apart.empty()) return {declared, live, differences, {}, std::move(rekeyed), {}};
    auto all = differences_apart(target, from, differences, apart);
    return {std::move(target), std::move(from),    std::move(all),
            std::move(moved),  std::move(rekeyed), held};
}

Catalog with_what_stays(Catalog declared, const Catalog& live,
                        const std::vector<Difference>& differences) {
    std::set<Identity> undeclared;
    for (const auto& difference : differences)
        if (difference.kind == Difference::Kind::undeclared) undeclared.insert(difference.id);
    std::set<Identity> kept;
    for (const auto& [id, fact] : live.facts)
        if (!undeclared.contains(id) && declared.facts.emplace(id, fact).second) kept.insert(id);
    for (const auto& dependency : live.dependencies)
        if (kept.contains(dependency.from)) declared.dependencies.push_back(dependency);
    for (auto& [id, fact] : declared.facts) finish_as_before(fact, live);
    return declared;
}

} // namespace pgslate::plan
