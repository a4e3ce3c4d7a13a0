#pragma once

#include "plan/plan.hpp"

namespace pgslate::plan {

/// The same plan for a server that nobody can ask: what makes a role, and what belongs to that, is
/// put into a DO block that does it only if there is none of that name.
Plan with_guarded_roles(const Plan& plan);

} // namespace pgslate::plan
