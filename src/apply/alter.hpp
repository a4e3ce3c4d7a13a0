// Running the steps that alter a database.
#pragma once

#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::apply {

/// Runs the steps in the session's open transaction, each once and in order. Throws Error with the
/// statement that failed; then the transaction has come to nothing, and is still open.
void alter(postgres::Session& session, const plan::Plan& plan);

} // namespace pgslate::apply
