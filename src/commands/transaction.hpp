// One transaction of which it is known how it ended, also when nobody hears the answer to COMMIT.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "postgres/session.hpp"

#include <functional>

namespace pgslate::commands {

enum class End { commit, roll_back };

/// Runs `work` in a transaction of `session`, in which constraints are checked at once, and ends
/// it; what `work` throws gives back all locks before it goes on.
///
/// When the connection breaks in the middle of COMMIT, the server is asked in another session what
/// has become of the transaction, and the context is told that it has committed. Throws Error:
/// nothing was changed, or the message says that this is not known.
void in_transaction(const Context& context, const database::Server& server,
                    postgres::Session& session, End end, const std::function<void()>& work);

} // namespace pgslate::commands
