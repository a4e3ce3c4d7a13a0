// Counters that are not within the bounds that their sequences get.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"
#include "sql/text.hpp"

#include <vector>

namespace pgslate::plan {

/// A sequence whose bounds change, or the column whose own it is.
struct NewBounds {
    catalog::Identity id;
    sql::Text question; ///< one row: 1 and the counter where that is outside of the new ones, or 0
};

/// Of all of them. PostgreSQL takes no bounds that the counter is outside of (manual, "ALTER
/// SEQUENCE"): it then has to start again, which the attribute `restart` of what is declared asks
/// for.
std::vector<NewBounds> new_bounds(const std::vector<Difference>& differences,
                                  const catalog::Catalog& declared, const catalog::Catalog& live);

} // namespace pgslate::plan
