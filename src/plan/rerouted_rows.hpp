// Rows of a partitioned table that are to be in another partition than they are.
#pragma once

#include "catalog/index.hpp"
#include "plan/alteration.hpp"
#include "plan/copied_rows.hpp"
#include "plan/difference.hpp"
#include "plan/spare_names.hpp"

#include <map>
#include <optional>
#include <vector>

namespace pgslate::plan {

/// Where partitions get other bounds, or new ones join a default one: these are taken out, what
/// does not fit into them any more waits in a table of its own while they are put in again, and
/// then comes back to wherever it belongs. The server itself says what fits.
struct ReroutedRows {
    Alterations waiting;                                 ///< of the whole: the table to wait in
    std::map<catalog::Identity, Alterations> partitions; ///< what is done with each of them
    std::optional<catalog::Identity> rest; ///< the default partition, which takes what is left
    Alterations coming_back;               ///< of the whole
    std::map<catalog::Identity, Alterations> emptied; ///< what is done with those that go
};

/// Partitions that stay where they are, and that rows may have to leave: those that get other
/// bounds, and the default one where others come.
std::vector<catalog::Identity> partitions_to_leave(const catalog::Catalog& declared,
                                                   const catalog::Catalog& live,
                                                   const std::vector<Difference>& differences);

/// Partitions with rows that go, where others that come or get other bounds, or the default one,
/// may have them. The target marks their tables, by `loses_partitions`.
std::vector<catalog::Identity> partitions_to_empty(const catalog::Catalog& declared,
                                                   const catalog::Catalog& live,
                                                   const std::vector<Difference>& differences);

/// What is to be done about the rows of a table that stays. The target marks those partitions that
/// have some to lose, by `has_rows`; nothing where there are none, where triggers would do
/// something about them on their way, or others refer to them.
std::optional<ReroutedRows> rerouted_rows(const Side& live, const Side& target,
                                          const catalog::Identity& whole, SpareNames& names);

} // namespace pgslate::plan
