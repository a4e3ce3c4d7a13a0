#pragma once

#include "catalog/catalog.hpp"
#include "report/diagram/diagram.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace pgslate::report {

/// Sets of columns of which no two rows of a table have the same values.
using UniqueKeys = std::set<std::set<std::string>>;

/// Those of every table of a catalog: its keys, and its unique indexes of plain columns that hold
/// for all rows.
std::map<catalog::Identity, UniqueKeys> unique_keys_of(const catalog::Catalog& catalog);

/// A table or view with its columns. Of what a .sql model creates nothing but the name is known.
DrawnTable draw_table(const catalog::Catalog& catalog, const catalog::Fact& table,
                      const UniqueKeys& keys);

/// What is said about it; empty: nothing.
std::string comment_of(const catalog::Catalog& catalog, const catalog::Identity& id);

} // namespace pgslate::report
