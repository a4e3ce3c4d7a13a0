// What becomes of the values of columns whose type changes, as the server says.
#pragma once

#include "plan/conversion.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <map>
#include <vector>

namespace pgslate::commands {

/// By the column; one that is not here keeps all its values.
using Losses = std::map<catalog::Identity, plan::Found>;

/// Asks in a transaction of its own that changes nothing. What can't be asked yet, for instance
/// because a function is still to be made, is taken for lost, with no number. Throws Error.
Losses losses(postgres::Session& session, const std::vector<plan::Conversion>& conversions);

/// The same in the session's open transaction, where nobody changes these values any more: it locks
/// their tables as the plan's steps will. Throws Error.
Losses losses_for_good(postgres::Session& session,
                       const std::vector<plan::Conversion>& conversions);

} // namespace pgslate::commands
