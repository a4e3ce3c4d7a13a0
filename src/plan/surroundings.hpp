// As much of two states as a plan for what differs between them has to know.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"

#include <vector>

namespace pgslate::plan {

/// Parts of two states, that plan together as the whole states do, and quicker.
struct Surroundings {
    catalog::Catalog declared;
    catalog::Catalog live;
};

/// What differs, what may have to be altered or made again with it, whatever all that hangs
/// together with or needs, what has a name of theirs, and what lives in no schema. What somebody is
/// to be renamed to is not looked for.
Surroundings surroundings(const catalog::Catalog& declared, const catalog::Catalog& live,
                          const std::vector<Difference>& differences);

} // namespace pgslate::plan
