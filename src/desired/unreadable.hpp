// Statements that are no SQL, among those that are not tried.
#pragma once

#include "apply/batches.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <vector>

namespace pgslate::desired {

/// Throws Error if the server can't read one of the steps; none of them runs. What changes data is
/// not looked at: there may be much of it. `commit` says whose transaction it is in.
void refuse_unreadable(postgres::Session& session, const std::vector<plan::Step>& steps,
                       apply::Commit commit);

} // namespace pgslate::desired
