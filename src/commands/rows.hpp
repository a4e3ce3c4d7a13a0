// Which rows that are there are not what a plan wants them to be, as the server says.
#pragma once

#include "plan/plan.hpp"
#include "plan/requirement.hpp"
#include "postgres/session.hpp"

#include <vector>

namespace pgslate::commands {

/// May what somebody has written into a model be run to find out?
enum class Expressions { asked, left };

/// Tells the plan's steps of such rows. Asks in a transaction of its own that changes nothing, and
/// only where a step looks at rows that may be there. What can't be asked is told by the server
/// when the step runs. Throws Error.
void ask_rows(postgres::Session& session, plan::Plan& plan,
              const std::vector<plan::Requirement>& requirements, Expressions expressions);

} // namespace pgslate::commands
