// Running the steps that create things: all of them in one transaction, or nothing.
#pragma once

#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::apply {

/// What a build did.
struct Built {
    std::size_t statements = 0; ///< steps that ran
    std::size_t rounds = 1; ///< how often what failed had to be tried again after the rest, plus 1
};

/// Runs the plan's steps in one transaction, usually in one round trip. When a step fails because
/// something is not there yet, it is tried again after the rest, until a round makes no progress.
/// Throws Error with the problem traced back to the model; then everything is rolled back.
Built build(postgres::Session& session, const plan::Plan& plan);

} // namespace pgslate::apply
