// What the role that runs a plan has to be allowed to, as far as it is certain.
#pragma once

#include "catalog/right.hpp"
#include "plan/plan.hpp"
#include "plan/rename.hpp"

#include <vector>

namespace pgslate::plan {

struct RightNeeded {
    std::size_t step = 0; ///< by number
    catalog::Identity about;
    std::vector<catalog::Right> any_of; ///< one of them is enough
};

/// What is known from owners, schemas and foreign keys. Left out is what may be otherwise when the
/// step runs, because the plan makes it or grants something on it, and what takes other rights than
/// these, such as a superuser's.
std::vector<RightNeeded> rights_needed(const Plan& plan, const catalog::Catalog& target,
                                       const Renamed& live);

} // namespace pgslate::plan
