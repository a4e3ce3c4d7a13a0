// What holds on to a column, and steps aside while the type of that changes.
#pragma once

#include "plan/draft.hpp"

namespace pgslate::plan {

/// Replaces all that holds on to the type of a column, or of an attribute of a composite type, and
/// to that of the columns which partitions and children have from it.
void release_from(Draft& draft, const catalog::Identity& column);

} // namespace pgslate::plan
