#pragma once

#include "commands/context.hpp"

namespace pgslate::commands {

struct Drop {
    std::string database;
    bool deleted = false; ///< false: there was none
};

/// Drops the target's database, if it is there.
Drop drop(const Context& context);

} // namespace pgslate::commands
