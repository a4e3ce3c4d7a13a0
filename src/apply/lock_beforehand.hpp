// Taking the locks of a plan before its first step.
#pragma once

#include "plan/plan.hpp"
#include "postgres/session.hpp"

namespace pgslate::apply {

/// Locks in the session's open transaction what plan::locks_beforehand() says, as far as the
/// session's role owns it: for another role's tables it may lack the right, and their locks come
/// with the steps. A step that waits for its lock would keep everybody waiting whom the steps
/// before have locked out, each for as long as one wait may be; here all of one mode together wait
/// no longer than that. Throws Error (75).
void lock_beforehand(postgres::Session& session, const plan::Plan& plan);

} // namespace pgslate::apply
