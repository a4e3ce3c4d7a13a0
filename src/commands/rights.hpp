// Whether the role may do what a plan does, asked before anything runs.
#pragma once

#include "plan/rights.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// Tells the steps of the plan what the session's role lacks for them. Throws Error.
void ask_rights(postgres::Session& session, plan::Plan& plan,
                const std::vector<plan::RightNeeded>& needed);

/// Throws Error (77) if it lacks anything.
void refuse_lacking(const plan::Plan& plan, const std::string& role);

} // namespace pgslate::commands
