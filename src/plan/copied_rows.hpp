// Tables that only a new one can take the place of, and whose rows go over to that.
#pragma once

#include "catalog/index.hpp"
#include "plan/alteration.hpp"
#include "plan/spare_names.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::plan {

/// What is done about the rows of a table that is replaced: the old one steps aside, and is dropped
/// when they are copied.
struct CopiedRows {
    std::string aside;                         ///< what the old table is called meanwhile
    Alterations stepping_aside;                ///< it, and what has a name that the new one wants
    Alterations copying;                       ///< the rows, and the counters of identity columns
    std::vector<catalog::Identity> partitions; ///< of the old one, of all depths
    bool keeps_all = false; ///< every value has a column afterwards, of the same type
};

/// What a catalog has, and how that hangs together.
struct Side {
    const catalog::Catalog& catalog;
    const catalog::Index& index;
};

/// Nothing where the two have no column in common, others have inherited from the old table, or
/// triggers would do something about the rows on their way.
std::optional<CopiedRows> copied_rows(const Side& live, const Side& target,
                                      const catalog::Identity& table, SpareNames& names,
                                      const NoAssignment& no_assignment);

} // namespace pgslate::plan
