#pragma once

#include "commands/context.hpp"
#include "plan/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// What an apply may do.
struct Permission {
    std::vector<std::string> allow;  ///< `data-loss`, or what may go: `table public.old`
    bool dry_run = false;            ///< do all of it, and roll back
    std::optional<std::string> plan; ///< a saved plan: nothing else is to be done
};

struct Apply {
    std::string database;
    bool made_database = false;
    plan::Plan plan; ///< what ran
    bool rolled_back = false;
};

/// Brings the target's database to the models in one transaction, which is proven before it ends:
/// the database, read again, differs in nothing, and every table and column that was to stay is the
/// same object as before. Creates the database if it is missing. Throws Error; then nothing has
/// changed.
Apply apply(const Context& context, const Permission& permission);

} // namespace pgslate::commands
