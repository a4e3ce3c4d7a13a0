// Keeping a database from changing while it is read, as far as that goes.
#pragma once

#include "postgres/session.hpp"

#include <string>
#include <vector>

namespace pgslate::live {

/// The tables and views that this role may lock. To be asked before the transaction that locks
/// them: what that reads first is its snapshot.
std::vector<sql::Text> holdable(postgres::Session& session);

/// Locks them in ACCESS SHARE MODE in the session's open transaction, and then takes its snapshot:
/// nobody alters or drops them until it ends (manual, "LOCK"). What is gone by now, belongs to
/// somebody who does not let go of it, or is not for this role, is passed over. Returns what is
/// held, as an oid[]. Throws Error only if the session breaks or a signal has come.
std::string hold(postgres::Session& session, const std::vector<sql::Text>& relations);

} // namespace pgslate::live
