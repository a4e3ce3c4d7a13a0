#pragma once

#include "catalog/catalog.hpp"

#include <map>

namespace pgslate::plan {

/// The indexes of partitions, each by that of the whole which it belongs to and goes with; those of
/// constraints as well.
std::multimap<catalog::Identity, catalog::Identity>
indexes_of_partitions(const catalog::Catalog& catalog);

} // namespace pgslate::plan
