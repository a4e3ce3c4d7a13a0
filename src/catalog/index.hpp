#pragma once

#include "catalog/catalog.hpp"

#include <cstddef>
#include <vector>

namespace pgslate::catalog {

/// Every object that a catalog declares, what belongs to another behind it; statements that create
/// nothing with a name are none.
std::vector<Identity> declared_objects(const Catalog& catalog);

/// How many these are.
std::size_t count_declared(const Catalog& catalog);

} // namespace pgslate::catalog
