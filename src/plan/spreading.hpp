// What follows for others from what goes.
#pragma once

#include "plan/draft.hpp"

namespace pgslate::plan {

/// Looks at all that needs what goes, until nothing more goes for it: it is told to do without,
/// altered, or replaced.
void spread(Draft& draft);

} // namespace pgslate::plan
