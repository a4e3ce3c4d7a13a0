#include "plan/partition_indexes.hpp"

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

bool is_of_partition(const Catalog& catalog, const Identity& index, const Identity& of_whole) {
    const auto* fact = catalog.find(index);
    const auto* whole = catalog.find(of_whole);
    const auto* table = fact != nullptr && fact->parent ? catalog.find(*fact->parent) : nullptr;
    return table != nullptr && whole != nullptr && whole->parent
           && table->list("partition_of") == whole->parent->names;
}

} // namespace

// That of the whole is known to need those that it takes in (live/sql/dependencies.sql).
std::multimap<Identity, Identity> indexes_of_partitions(const Catalog& catalog) {
    std::multimap<Identity, Identity> result;
    for (const auto& [from, on, strength, at_once] : catalog.dependencies)
        if (has_index(from.kind) && has_index(on.kind) && is_of_partition(catalog, on, from))
            result.emplace(from, on);
    return result;
}

std::set<Identity> partitions_held_by_keys(const Catalog& declared, const Catalog& live,
                                           const std::vector<Difference>& differences) {
    std::set<Identity> going;
    for (const auto& difference : differences)
        if (has_index(difference.id.kind) && difference.kind != Difference::Kind::missing)
            going.insert(difference.id);
    std::set<Identity> partitions;
    if (going.empty()) return partitions;
    for (const auto& [whole, part] : indexes_of_partitions(live)) {
        if (whole.kind != Kind::index || part.kind == Kind::index) continue;
        if (!going.contains(whole) && !going.contains(part)) continue;
        const auto& table = live.find(part)->parent.value();
        const auto* later = declared.find(table);
        if (later != nullptr
            && later->list("partition_of") == live.find(table)->list("partition_of"))
            partitions.insert(table);
    }
    return partitions;
}

} // namespace pgslate::plan
