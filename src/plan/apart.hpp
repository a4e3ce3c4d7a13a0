// Tables that are taken out of one whole, or put into another: in between they are on their own.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"

#include <set>
#include <string>
#include <vector>

namespace pgslate::plan {

/// The tables of both catalogs that hang on other tables or another type, or on the same table as
/// another partition of it.
std::set<catalog::Identity> moved_tables(const catalog::Catalog& one,
                                         const catalog::Catalog& other);
/// These `tables`, and those of both that are children of other tables, or of a type.
std::set<catalog::Identity> hanging_tables(const catalog::Catalog& one,
                                           const catalog::Catalog& other,
                                           std::set<catalog::Identity> tables);

/// `live` with what PostgreSQL leaves to tables that are taken out of a whole, or whose whole loses
/// it, as their own (manual, "ALTER TABLE": DETACH PARTITION, NO INHERIT, NOT OF).
catalog::Catalog taken_out(const catalog::Catalog& live, const catalog::Catalog& declared,
                           const std::set<catalog::Identity>& moved);

/// `declared` with what tables have to have before they are put into a whole as their own (manual,
/// "ALTER TABLE": ATTACH PARTITION, INHERIT, OF).
catalog::Catalog before_put_in(const catalog::Catalog& declared, const catalog::Catalog& live,
                               const std::set<catalog::Identity>& moved);

/// `differences` with those of the parts of these `tables` while they are on their own, in the
/// place of what differs in them otherwise. `declared` and `live` are as the two before.
std::vector<Difference> differences_apart(const catalog::Catalog& declared,
                                          const catalog::Catalog& live,
                                          std::vector<Difference> differences,
                                          const std::set<catalog::Identity>& tables);

} // namespace pgslate::plan
