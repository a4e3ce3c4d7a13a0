// Labels that an enum type gets and that are used at once.
#pragma once

#include "catalog/index.hpp"

namespace pgslate::plan {

/// Does something that is not there as it is declared, and needs this enum type or one made of it,
/// say a label that the type gets? A value that an enum gets can't be used before COMMIT (manual,
/// "ALTER TYPE"); one of a new type can.
bool is_label_used_at_once(const catalog::Identity& type, const catalog::Catalog& live,
                           const catalog::Catalog& target, const catalog::Index& target_index);

} // namespace pgslate::plan
