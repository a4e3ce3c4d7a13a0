#pragma once

#include "catalog/identity.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pgslate::plan {

/// A name that may be there only once at a time, and among what.
using TakenName = std::pair<std::pair<catalog::NameSpace, catalog::Kind>, std::vector<std::string>>;

/// The names that nothing else can have as long as something is called so.
std::vector<TakenName> names_taken_by(const catalog::Identity& id);

} // namespace pgslate::plan
