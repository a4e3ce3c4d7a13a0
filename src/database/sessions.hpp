// Who uses a database.
#pragma once

#include "postgres/session.hpp"

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

/// In words: "process 4711 of role web (pgbouncer) on 10.0.0.7, for 35 s".
std::string to_string(const Client& client);

/// All sessions with the database of that oid but our own and autovacuum, which gives way by
/// itself. By oid, because another database may have the name a moment later.
std::vector<Client> clients_of(postgres::Session& session, const std::string& oid);

/// Asks the server to end all those that our role may end. Throws Error when it refuses.
void end_clients(postgres::Session& session, const std::string& oid);

} // namespace pgslate::database
