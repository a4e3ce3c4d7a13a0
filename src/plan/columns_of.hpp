// The columns of tables, with those that they have from what they hang on.
#pragma once

#include "catalog/catalog.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::plan {

/// Is it one with columns that others may have from it, foreign or not?
bool is_table(catalog::Kind kind);
/// Is it one of what has a row in pg_class, and is no part of another?
bool is_relation(catalog::Kind kind);

/// The table that it is a partition of.
catalog::Identity whole_of_partition(const catalog::Fact& partition);

/// The tables and types that it has its columns from.
std::vector<catalog::Identity> wholes_of(const catalog::Fact& table);

/// These, and those that they have theirs from.
std::vector<catalog::Identity> wholes_above(const catalog::Catalog& catalog,
                                            const catalog::Fact& table);

/// The table, or foreign table, or type of this name; nullptr: there is none.
const catalog::Fact* find_whole(const catalog::Catalog& catalog, const catalog::Identity& whole);

/// By name, each with its type and all that holds of it in this table.
using ColumnsByName = std::map<std::string, catalog::Fact>;

/// Those of a table or a type; none if there is no such.
ColumnsByName columns_of(const catalog::Catalog& catalog, const catalog::Identity& whole);

/// What a table takes over when it gets a column from somewhere else.
catalog::Fact handed_down(const catalog::Fact& column);
/// That with what is the table's own about it.
catalog::Fact completed(catalog::Fact from_whole, const catalog::Fact* own);

/// Is there a column of this name in what `table` hangs on?
bool has_from_whole(const catalog::Catalog& catalog, const catalog::Fact& table,
                    const std::string& column);

/// What is a part of a table or a type has names that begin with its own.
template <typename Do>
void for_each_part(const catalog::Catalog& catalog, const catalog::Identity& whole,
                   catalog::Kind kind, Do action) {
    for (auto at = catalog.facts.lower_bound(catalog::part_of(whole, kind, ""));
         at != catalog.facts.end() && at->first.kind == kind
         && std::equal(whole.names.begin(), whole.names.end(), at->first.names.begin());
         ++at)
        action(at->second);
}

} // namespace pgslate::plan
