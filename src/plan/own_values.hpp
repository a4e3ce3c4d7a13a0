// What a table has otherwise than the one that it has a column from.
#pragma once

#include "plan/difference.hpp"

#include <set>
#include <vector>

namespace pgslate::plan {

/// Says with the columns of partitions and children by themselves, in both catalogs, what they have
/// from their wholes, where one and the other change and do not stay alike: then each is altered by
/// itself, and what ALTER TABLE does to the whole stays there (`only`). Returns the tables.
std::set<catalog::Identity> tell_own_values(catalog::Catalog& declared, catalog::Catalog& live,
                                            const std::vector<Difference>& differences);

} // namespace pgslate::plan
