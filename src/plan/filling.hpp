// What models say about the values of columns that are there.
#pragma once

#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"
#include "sql/text.hpp"

#include <vector>

namespace pgslate::plan {

/// Says with the columns how values come into them: as `fill` where they are to be NOT NULL in a
/// table that is there, as `using` where their type changes.
catalog::Catalog with_values(catalog::Catalog declared, const catalog::Catalog& live,
                             const catalog::Hints& hints);

/// The statements that give rows what `fill` says, only where they hold NULL if `where_null`. None
/// if it says nothing.
std::vector<sql::Text> filled(const catalog::Fact& column, bool where_null);

} // namespace pgslate::plan
