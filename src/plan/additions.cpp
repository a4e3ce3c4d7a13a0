#include "plan/additions.hpp"

#include "plan/selection.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;

// What is no difference is taken for present, whosever it is.
Present present_in(const Catalog& declared, const std::vector<Difference>& differences) {
    Present present;
    for (const auto& [id, fact] : declared.facts) present.identities.insert(id);
    for (const auto& difference : differences)
        if (difference.kind == Difference::Kind::missing) present.identities.erase(difference.id);
    return present;
}

} // namespace

Additions additions(const std::vector<Difference>& differences, const Catalog& declared,
                    const Catalog& live) {
    const auto present = present_in(declared, differences);
    Additions result{.target = live, .missing = {}};
    std::set<Identity> added;
    for (const auto* fact : select_missing(declared, present, Statements::about_created)) {
        result.target.facts.emplace(fact->id, *fact);
        result.missing.push_back({.kind = Difference::Kind::missing,
                                  .id = fact->id,
                                  .parent = fact->parent,
                                  .attributes = {}});
        added.insert(fact->id);
    }
    std::ranges::sort(result.missing, {}, &Difference::id);
    for (const auto& dependency : declared.dependencies)
        if (added.contains(dependency.from)) result.target.dependencies.push_back(dependency);
    for (const auto& [id, stub] : declared.stubs) result.target.stubs.emplace(id, stub);
    return result;
}

} // namespace pgslate::plan
