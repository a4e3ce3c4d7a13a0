// What becomes of the values of columns whose type changes, as the server says.
#pragma once

#include "plan/conversion.hpp"
#include "plan/counter_bounds.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <map>
#include <set>
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

/// The same where nobody is asked any more.
Losses unasked(const std::vector<plan::Conversion>& conversions);

/// Has the server said that values are lost by it?
bool loses(const plan::Conversion& conversion, const Losses& losses);

/// Tells the plan's steps what is known of the values of columns that they convert.
void tell_losses(plan::Plan& plan, const Losses& losses);

/// The sequences, or columns that have one, whose counter is outside of its new bounds, asked in a
/// transaction of its own. What may not be asked is told by the server when it is altered. Throws
/// Error.
std::set<catalog::Identity> outside_bounds(postgres::Session& session,
                                           const std::vector<plan::NewBounds>& all);

} // namespace pgslate::commands
