// What a comparison leaves open.
#pragma once

#include "catalog/catalog.hpp"
#include "live/reading.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

/// What a database that was read contains, or is declared to, and can't be compared: nobody knows
/// it, or this role may not see it.
std::vector<std::string> uncompared(const live::Reading& live, const catalog::Catalog& declared);

} // namespace pgslate::commands
