#pragma once

#include "catalog/catalog.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

/// The schemas that models put something in, and those that they declare; none of the system's.
std::vector<std::string> schemas_in_scope(const catalog::Catalog& models);

} // namespace pgslate::commands
