// Running the steps that create things.
#pragma once

#include "apply/batches.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::apply {

/// What a build did.
struct Built {
    std::size_t statements = 0; ///< steps that ran
    std::size_t rounds = 1; ///< how often what failed had to be tried again after the rest, plus 1
    bool reset = false;     ///< the session's settings are its own again already
};

/// Runs the plan's steps, usually in one round trip. When a step fails, for whatever reason that
/// others may do away with, it is tried again after the rest, until a round makes no progress; what
/// changes data waits for what changes data before it in its file. Neighbouring steps that change
/// data share a transaction always, and a transaction that its deferred constraints won't let end
/// grows.
///
/// Throws Error with the problem traced back to the model. Then the open transaction has come to
/// nothing: with `once` all of the plan, with `in_batches` what was not committed before.
Built build(postgres::Session& session, const plan::Plan& plan, Commit commit = Commit::once);

} // namespace pgslate::apply
