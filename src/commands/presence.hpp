#pragma once

#include "catalog/catalog.hpp"

#include <cstddef>
#include <vector>

namespace pgslate::commands {

/// Every object that a catalog declares, what belongs to another behind it; statements that create
/// nothing with a name are none.
std::vector<catalog::Identity> declared_objects(const catalog::Catalog& catalog);

/// How many these are.
std::size_t count_declared(const catalog::Catalog& catalog);

} // namespace pgslate::commands
