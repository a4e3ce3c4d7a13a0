#pragma once

#include "commands/context.hpp"
#include "database/stock.hpp"

#include <vector>

namespace pgslate::commands {

struct Prune {
    std::vector<database::Stocked> found; ///< that belong to the session's role
    bool dropped = false;                 ///< false: they were only looked for
};

/// The templates and spares on the target's server, of whatever project. They are dropped where the
/// context says yes. Throws Error.
Prune prune(const Context& context);

} // namespace pgslate::commands
