// Who uses a database.
#pragma once

#include "postgres/together.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// A session of somebody else with a database (manual, "pg_stat_activity").
struct Client {
    int pid = 0;
    std::string user;
    std::string application;
    std::string address;     ///< empty: this machine, or not to be seen
    std::optional<long> age; ///< seconds since it connected; nothing: not to be seen
    bool may_end = true;     ///< may our role end it? (manual, "Server Signaling Functions")
};

/// In words: "process 4711 of role web (pgbouncer) on 10.0.0.7, connected 35 s ago".
std::string to_string(const Client& client);

/// Databases by their oids: another may have the name a moment later.
using Oids = std::vector<std::string>;

/// All sessions with these databases but our own and autovacuum, which gives way by itself.
std::vector<Client> clients_of(postgres::Session& session, const Oids& oids);
/// The same among other questions: `result` is there once they are answered.
void ask_clients(postgres::Together& together, const Oids& oids, std::vector<Client>& result);

/// Who else is there, after waiting for the end of our own sessions: one line for each.
std::vector<std::string> others_in(postgres::Session& session, const Oids& oids);

/// Waits, among other questions, until sessions with them that this process has left are gone, a
/// second at most. Before PostgreSQL 14 nothing is waited for.
void await_end_of_own(postgres::Together& together, const postgres::ServerFacts& server,
                      const Oids& oids);

/// Asks the server to end all those that our role may end. Throws Error when it refuses.
void end_clients(postgres::Session& session, const Oids& oids);

} // namespace pgslate::database
