// What a database has and models leave to somebody else.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/changes.hpp"
#include "plan/others.hpp"

namespace pgslate::commands {

/// It stays as it is, or nothing is done: throws Error if it would have to be altered or dropped.
void refuse_to_touch_ignored(const plan::Changes& changes, const catalog::Catalog& live,
                             const plan::Patterns& ignore);

} // namespace pgslate::commands
