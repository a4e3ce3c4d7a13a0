// Opening a connection: by keywords, never by pasting a URL together.
#pragma once

#include "postgres/connection_parameters.hpp"
#include "postgres/server_error.hpp"

#include <memory>
#include <variant>
#include <vector>

struct pg_conn; // libpq's PGconn

namespace pgslate::postgres {

/// Why there is no connection.
struct ConnectFailure {
    enum class Kind {
        unreachable,       ///< refused, or no answer
        unknown_host,      ///< its name resolves to nothing
        starting_up,       ///< the server is there but takes no connections yet (57P03)
        wrong_credentials, ///< password or authentication refused
        not_admitted,      ///< pg_hba.conf lets nobody in so
        unmet_demand,      ///< of the target: TLS, a certificate, a way to log in
        misconfigured,     ///< libpq or the server does not take what the target says besides
        no_database,       ///< the server is fine, the database is not there
        forbidden,         ///< the database takes no connections, or not from this role
        too_old,           ///< a server of a version that is not supported
        pooled,            ///< a connection pooler that does not pass settings on
        odd,               ///< something that answers otherwise than PostgreSQL
        other
    };
    Kind kind{};
    ServerError error;
    /// The keywords that lead to the very server that refused; empty where none has answered.
    Keywords way_back = {};
};

/// Of a server that says nothing for as long as that.
ConnectFailure no_answer(std::chrono::milliseconds limit);
/// Of a server that answers otherwise than PostgreSQL; `message` says how.
ConnectFailure odd_server(std::string message);

/// The keywords that libpq is given: the parameters' own and what every session starts with.
Keywords startup_keywords(const ConnectionParameters& parameters);

/// Keywords as libpq's functions take them, nullptr at the end; they point into the keywords.
struct KeywordPointers {
    explicit KeywordPointers(const Keywords& keywords);
    std::vector<const char*> names;
    std::vector<const char*> values;
};

struct FinishConnection {
    void operator()(pg_conn* connection) const;
};
using RawConnection = std::unique_ptr<pg_conn, FinishConnection>;

/// Connects, or says why not. The session's settings are those of startup_options().
std::variant<RawConnection, ConnectFailure> open_raw(const ConnectionParameters& parameters);

/// The failure as an error with what to do next: exit status 69, or 77 for `forbidden`, 78 for what
/// the target says wrongly, 1 for `too_old`.
Error connect_error(const ConnectFailure& failure, const ConnectionParameters& parameters);

} // namespace pgslate::postgres
