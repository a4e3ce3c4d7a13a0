// What lies between two states: what tables have while they are on their own, and what nobody
// speaks of.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"

#include <set>
#include <vector>

namespace pgslate::plan {

/// Two states and their differences, with tables that are taken out of a whole, or put into one, as
/// they are by themselves.
struct InBetween {
    catalog::Catalog target; ///< what is declared
    catalog::Catalog live;
    std::vector<Difference> differences;
    std::set<catalog::Identity> moved;   ///< tables that are taken out or put in
    std::set<catalog::Identity> rekeyed; ///< tables that others take the place of for their key
    /// Partitions that are taken out for a while, and put in again.
    std::set<catalog::Identity> taken_out;
};
InBetween in_between(const catalog::Catalog& declared, const catalog::Catalog& live,
                     const std::vector<Difference>& differences);

/// `declared`, with what is live and not among the differences: it stays as it is.
catalog::Catalog with_what_stays(catalog::Catalog declared, const catalog::Catalog& live,
                                 const std::vector<Difference>& differences);

} // namespace pgslate::plan
