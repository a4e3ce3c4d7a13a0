#include "postgres/session_settings.hpp"

#include "base/format.hpp"

#include <libpq-fe.h>

#include <array>

namespace pgslate::postgres {
namespace {

struct Later {
    int since; // PQserverVersion
    const char* statement;
};

//   idle_session_timeout             the session that holds the lock sits idle during a build
//   client_connection_check_interval the statement of a client that was killed ends, too; not
//                                    every system can do that
//   transaction_timeout              as statement_timeout below
constexpr std::array later = {
    Later{140000, "SET idle_session_timeout = 0"},
    Later{140000, "SET client_connection_check_interval = '1s'"},
    Later{170000, "SET transaction_timeout = 0"},
};

} // namespace

//   search_path                  names in models mean the same whatever the role's own setting is
//   client_min_messages          notices such as "will create implicit sequence" are no news
//   standard_conforming_strings  the quoting of literals relies on it
//   statement_timeout, idle_in_transaction_session_timeout
//                                a default of the role must not cut a build short
//   default_transaction_read_only
//                                nor forbid it
//   lock_timeout                 whoever holds a lock is waited for, but not for ever
std::string startup_options(const ConnectionParameters& parameters) {
    return format("-c search_path=public -c client_min_messages=warning "
                  "-c standard_conforming_strings=on -c statement_timeout=0 "
                  "-c idle_in_transaction_session_timeout=0 "
                  "-c default_transaction_read_only=off -c lock_timeout={}",
                  parameters.lock_timeout.count());
}

std::vector<std::string> set_later(pg_conn* connection) {
    std::vector<std::string> done;
    for (const auto& [since, statement] : later) {
        if (PQserverVersion(connection) < since) continue;
        auto* const result = PQexec(connection, statement);
        if (PQresultStatus(result) == PGRES_COMMAND_OK) done.emplace_back(statement);
        PQclear(result);
    }
    return done;
}

} // namespace pgslate::postgres
