#pragma once

#include "commands/alteration.hpp"
#include "commands/context.hpp"

#include <string>

namespace pgslate::commands {

struct Plan {
    std::string database;
    bool exists = true; ///< if not, the plan is what `create` does
    Way way;
};

/// What would bring the target's database to the models. Changes nothing, and takes no lock that
/// reading does not take. Throws Error.
Plan plan(const Context& context);

} // namespace pgslate::commands
