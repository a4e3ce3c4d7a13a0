#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// Turns what the facts say of each other into dependencies: the names that their SQL mentions, the
/// keys that foreign keys refer to, the rows that other rows refer to, and the schemas everything
/// lives in. Schemas that are only used are added.
void resolve(Collection& collection);

} // namespace pgslate::models
