#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"

#include <map>
#include <set>
#include <vector>

namespace pgslate::plan {

/// The indexes of partitions, each by that of the whole which it belongs to and goes with; those of
/// constraints as well.
std::multimap<catalog::Identity, catalog::Identity>
indexes_of_partitions(const catalog::Catalog& catalog);

/// Partitions whose own keys hang on an index of their table, where one of the two is to change:
/// the server drops neither of them while the partition is one.
std::set<catalog::Identity> partitions_held_by_keys(const catalog::Catalog& declared,
                                                    const catalog::Catalog& live,
                                                    const std::vector<Difference>& differences);

} // namespace pgslate::plan
