#pragma once

#include "catalog/catalog.hpp"

namespace pgslate::commands {

/// Throws Error that names what has bytes in its name or its texts that are no UTF-8: a database of
/// encoding SQL_ASCII may hold any, but models are UTF-8.
void refuse_what_is_not_utf8(const catalog::Catalog& catalog);

} // namespace pgslate::commands
