// ANALYZE of what was altered.
#pragma once

#include "commands/context.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// Lets the server find out again what it has forgotten of the values that `plan`, which has
/// committed, was about. The context is warned of what fails: the database is what it is to be.
/// Throws Error only when it is interrupted.
void analyze(const Context& context, postgres::Session& session, const plan::Plan& plan);

} // namespace pgslate::commands
