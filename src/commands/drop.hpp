#pragma once

#include "commands/context.hpp"
#include "database/sessions.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

struct Drop {
    std::string database;
    bool deleted = false;                       ///< false: there was none
    std::vector<database::Client> disconnected; ///< whose sessions were ended
};

/// Drops the target's database, if it is there.
Drop drop(const Context& context);

} // namespace pgslate::commands
