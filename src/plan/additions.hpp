// What is missing in a database, as far as it can be added without altering what is there.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"

#include <vector>

namespace pgslate::plan {

/// A database to which something is added.
struct Additions {
    catalog::Catalog target;         ///< what it becomes
    std::vector<Difference> missing; ///< what it has then and is to be created
};

/// Of what is missing among the differences between `declared` and `live`: what is no part of
/// something that is there.
Additions additions(const std::vector<Difference>& differences, const catalog::Catalog& declared,
                    const catalog::Catalog& live);

} // namespace pgslate::plan
