// Relations that have the columns of others, and nothing else of them.
#pragma once

#include "catalog/catalog.hpp"
#include "sql/text.hpp"

#include <vector>

namespace pgslate::plan {

/// What stands in for a table, in a database where it is not: a view of its name with NULLs for
/// those columns that have types of the server's own, and its schema. Nothing of it can run,
/// whoever has said what the types are.
struct StandIn {
    catalog::Identity id;
    std::vector<sql::Text> statements; ///< each to be run alone, and passed over if it fails
};

/// For each table, foreign or not, that has such columns.
std::vector<StandIn> stand_ins(const catalog::Catalog& catalog);

} // namespace pgslate::plan
