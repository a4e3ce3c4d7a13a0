// What tables are partitioned by.
#pragma once

#include "plan/difference.hpp"

#include <set>
#include <vector>

namespace pgslate::plan {

/// The tables of both catalogs in whose partition key a column gets another type: PostgreSQL alters
/// none of those (manual, "ALTER TABLE": the type of a column).
std::set<catalog::Identity> rekeyed_tables(const catalog::Catalog& declared,
                                           const catalog::Catalog& live,
                                           const std::vector<Difference>& differences);

/// The tables that are partitions of one of these `tables` in both catalogs.
std::set<catalog::Identity> partitions_of(const std::set<catalog::Identity>& tables,
                                          const catalog::Catalog& declared,
                                          const catalog::Catalog& live);

} // namespace pgslate::plan
