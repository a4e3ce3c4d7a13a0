#pragma once

#include "commands/context.hpp"
#include "commands/witness.hpp"
#include "plan/plan.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// What an apply may do.
struct Permission {
    std::vector<std::string> allow;  ///< `data-loss`, or what may go: `table public.old`
    bool dry_run = false;            ///< do all of it, and roll back
    std::optional<std::string> plan; ///< a saved plan: nothing else is to be done
    bool analyze = true;             ///< ANALYZE afterwards what was altered
    bool witness = false;            ///< let pg_dump look at it afterwards
};

struct Apply {
    std::string database;
    bool made_database = false;
    std::vector<catalog::Identity> made{}; ///< what was not there before
    plan::Plan plan;                       ///< what ran
    bool rolled_back = false;
    std::chrono::duration<double> locked_for{}; ///< seconds, from the first lock to the end
    std::optional<Testimony> testimony;         ///< what a witness saw, if one was asked for
};

/// Brings the target's database to the models in one transaction, which is proven before it ends:
/// the database, read again, differs in nothing, and what was to stay is as it was (apply::Proof).
/// What ANALYZE has to find out again it does afterwards. Creates the database if it is missing.
/// Throws Error; then nothing has changed.
Apply apply(const Context& context, const Permission& permission);

} // namespace pgslate::commands
