// Whom a session waits for that wants a lock (manual, "pg_locks").
#pragma once

#include "database/sessions.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// Somebody who holds a lock that is wanted, or waits for it in front of us.
struct Blocker {
    Client client;
    std::optional<long> transaction_age; ///< seconds; nothing: none, or not to be seen
    std::optional<long> query_age;       ///< seconds since it began; the same holds
    bool active = false;                 ///< the query still runs
    std::string query;                   ///< on one line, without secrets; empty: not to be seen
};

struct LockWait {
    std::string mode;     ///< "ACCESS EXCLUSIVE"
    std::string relation; ///< its oid; empty if the lock is on something else
    std::vector<Blocker> blockers;
};

/// In words: "process 4711 of role web (psql), its transaction for 35 s, its query for 34 s: ...".
std::string to_string(const Blocker& blocker);

/// What the session with this process id waits for; nothing if it does not, or nobody is in the
/// way. Throws Error.
std::optional<LockWait> lock_wait_of(postgres::Session& session, int pid);

/// One line for each blocker. `session` is with the database that the relation is in; it is not in
/// a transaction that has failed. Throws Error.
std::vector<std::string> in_words(const LockWait& wait, postgres::Session& session);

} // namespace pgslate::database
