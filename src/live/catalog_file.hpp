// A catalog as bytes, to keep it in a file.
#pragma once

#include "catalog/catalog.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::live {

/// The facts of a catalog, without places and dependencies.
std::string to_bytes(const catalog::Catalog& catalog);

/// The catalog that gave these bytes; nothing if no catalog gave them.
std::optional<catalog::Catalog> from_bytes(std::string_view bytes);

} // namespace pgslate::live
