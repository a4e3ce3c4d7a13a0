#pragma once

#include "commands/context.hpp"
#include "database/stock.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::commands {

struct Prune {
    std::vector<database::Stocked> found;  ///< that belong to the session's role
    bool dropped = false;                  ///< false: they were only looked for
    std::vector<database::Stocked> in_use; ///< that somebody else is in or may be: they are left
    std::vector<std::string> prepared;     ///< that another pgslate is at, and are left
};

/// The templates and spares on the target's server, of whatever project. They are dropped where the
/// context says yes, and `heard` hears of each that was; what is being prepared is waited for as
/// long as the lock timeout. Throws Error.
Prune prune(const Context& context, const std::function<void(const database::Stocked&)>& heard);

} // namespace pgslate::commands
