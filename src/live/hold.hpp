// Keeping a database from changing while it is read, as far as that goes.
#pragma once

#include "postgres/session.hpp"

#include <vector>

namespace pgslate::live {

/// The tables and views that this role may lock. To be asked before the transaction that locks
/// them: what that reads first is its snapshot.
std::vector<sql::Text> holdable(postgres::Session& session);

/// Locks them in ACCESS SHARE MODE until the session's open transaction ends, so that nobody alters
/// or drops them, and without taking its snapshot (manual, "LOCK"). What is gone by now, belongs to
/// somebody who does not let go of it, or is not for this role, is passed over. Throws Error only
/// if the session breaks or a signal has come.
void hold(postgres::Session& session, const std::vector<sql::Text>& relations);

} // namespace pgslate::live
