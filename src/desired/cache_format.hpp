// What is kept of models, as bytes for a file.
#pragma once

#include "catalog/catalog.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pgslate::desired {

/// What models are once PostgreSQL has read them, and what else is said of them each time.
struct CachedCatalog {
    catalog::Catalog catalog; ///< without places
    std::size_t objects = 0;  ///< how many the models declare
    bool warned = false;      ///< they were read with warnings
};

std::string to_bytes(const CachedCatalog& kept);

/// What gave these bytes; nothing if nothing gave them.
std::optional<CachedCatalog> from_bytes(std::string_view bytes);

} // namespace pgslate::desired
