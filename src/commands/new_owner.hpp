#pragma once

#include "commands/context.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// A new database is given to its owner when all is in it; whether that is there, and whether the
/// session may do that, is looked at before. What `plan` may bring about is not asked for. Throws
/// Error: 78 if there is no such role, 77 if it may not.
void check_new_owner(const Context& context, postgres::Session& maintenance,
                     const plan::Plan& plan);

} // namespace pgslate::commands
