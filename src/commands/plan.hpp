#pragma once

#include "commands/alteration.hpp"
#include "commands/context.hpp"

#include <map>
#include <string>

namespace pgslate::commands {

struct Plan {
    std::string database;
    bool exists = true; ///< if not, the plan is what `create` does
    Way way;
    std::map<catalog::Identity, Place> places; ///< where what is different is declared
};

/// What would bring the target's database to the models. Changes nothing, and takes no lock that
/// reading does not take. Throws Error.
Plan plan(const Context& context);

} // namespace pgslate::commands
