// Which step of a plan is to blame for a failure, and what that says about the models.
#pragma once

#include "base/error.hpp"
#include "plan/plan.hpp"
#include "postgres/server_error.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace pgslate::apply {

/// A step of a plan that the server refused.
struct Failure {
    std::size_t step = 0;
    postgres::ServerError error;
    std::size_t offset = 0; ///< bytes into the step's SQL
    bool offset_known = false;
    bool at_end = false; ///< the transaction could not be ended: constraints that wait for its end
    bool unread = false; ///< the server could not parse it, and ran nothing of its message
    bool waits = false;  ///< it was not tried, since one before it failed: there is no error
};

/// Does it fail because something is not there, which a later step may bring about?
bool is_not_there_yet(const postgres::ServerError& error);

/// Could it succeed once other steps have run? Anything could, but for what the server can't read,
/// the end of a transaction, and what the server says of itself: of connections, transactions,
/// locks, resources, operators.
bool may_succeed_later(const Failure& failure);

/// Has the server no room for more locks?
bool is_out_of_locks(const postgres::ServerError& error);

/// What to do about it where everything has to be in one transaction; a whole sentence.
inline constexpr std::string_view more_locks_hint =
    "One transaction makes or drops all of this, and holds a lock on every table and index of it: "
    "raise max_locks_per_transaction of the server, which takes a restart.";

/// The failures as one Error, each traced to the line of the model that it comes from.
Error blame(const plan::Plan& plan, const std::vector<Failure>& failures);

} // namespace pgslate::apply
