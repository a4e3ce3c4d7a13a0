// Types that one name is for.
#pragma once

#include "catalog/identity.hpp"

#include <vector>

namespace pgslate::plan {

/// It, and where it is a type, what types of every other kind would be called by its name: what
/// takes its place may be of another kind.
std::vector<catalog::Identity> namesakes(const catalog::Identity& id);

} // namespace pgslate::plan
