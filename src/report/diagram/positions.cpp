#include "report/diagram/positions.hpp"

#include "plan/columns_of.hpp"

#include <algorithm>

namespace pgslate::report {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

bool is_drawn(Kind kind) {
    return plan::is_relation(kind) && kind != Kind::sequence;
}

Positions::Positions(const catalog::Catalog& catalog) : catalog_(catalog) {
    std::vector<const Fact*> parts;
    for (const auto& [id, fact] : catalog.facts)
        if (is_drawn(id.kind)) (fact.has("partition_of") ? parts : tables_).push_back(&fact);
    std::ranges::sort(tables_, {}, [](const Fact* fact) { return fact->id.names; });
    for (const auto* fact : tables_) by_name_.emplace(fact->id.names, by_name_.size());
    partitions_.resize(tables_.size());
    for (const auto* fact : parts) {
        const auto whole = by_name_.find(whole_of(*fact).id.names);
        if (whole == by_name_.end()) continue;
        partitions_[whole->second].push_back(fact);
        by_name_.emplace(fact->id.names, whole->second);
    }
}

// Of a partition of a partition, the table that is none.
const Fact& Positions::whole_of(const Fact& partition) const {
    const auto* fact = &partition;
    while (fact->has("partition_of")) {
        const auto* above = catalog_.find(plan::whole_of_partition(*fact));
        if (above == nullptr) break;
        fact = above;
    }
    return *fact;
}

std::optional<std::size_t> Positions::of(const std::vector<std::string>& names) const {
    const auto found = by_name_.find(names);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> Positions::of_part(const Identity& id) const {
    const auto subject = subject_of(id);
    if (is_drawn(subject.kind)) return of(subject.names);
    if (const auto* fact = catalog_.find(subject); fact != nullptr && fact->parent)
        return is_drawn(fact->parent->kind) ? of(fact->parent->names) : std::nullopt;
    return std::nullopt;
}

} // namespace pgslate::report
