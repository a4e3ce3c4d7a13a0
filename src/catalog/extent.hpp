// How much a relation holds: nothing that is declared or compared.
#pragma once

#include "catalog/identity.hpp"

#include <cstdint>
#include <map>

namespace pgslate::catalog {

struct Extent {
    std::int64_t bytes = 0; ///< with what is stored apart (TOAST), without indexes
    std::int64_t rows = 0;  ///< as statistics know them; 0 where nobody has counted
    bool empty = false;     ///< certainly: it has no page at all
};

using Extents = std::map<Identity, Extent>;

} // namespace pgslate::catalog
