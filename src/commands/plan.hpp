#pragma once

#include "commands/alteration.hpp"
#include "commands/context.hpp"

#include <optional>
#include <string>

namespace pgslate::commands {

/// What is wanted of a plan.
struct PlanChoice {
    bool undo = false;              ///< the way back from what is declared
    std::optional<std::string> out; ///< the file that it is saved in, for apply
};

struct Plan {
    std::string database;
    bool exists = true; ///< if not, the plan is what `create` does
    Way way;
};

/// What would bring the target's database to the models. Changes nothing, and takes no lock that
/// reading does not take. Throws Error; nothing can be saved, or brought back, of a database that
/// is missing (78).
Plan plan(const Context& context, const PlanChoice& choice = {});

} // namespace pgslate::commands
