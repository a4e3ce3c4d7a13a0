// Which of several hosts a connection reached.
#pragma once

#include "postgres/connection.hpp"

#include <string>

namespace pgslate::postgres {

/// The other end of a connection, as the system knows it and not as somebody called it.
struct Reached {
    std::string host;    ///< as it was called; a folder where it was a socket
    std::string address; ///< in digits; empty for a socket of this machine
    bool local = false;  ///< is it one?

    /// A socket, or 127.0.0.0/8 or ::1: nothing else is surely this machine.
    bool is_loopback() const;
    /// What people are told: a folder says nothing of a server that was reached by its address.
    const std::string& shown() const;
};

/// Of a connection that is open.
Reached reached_by(pg_conn* connection);

/// The keywords of a connection, wherever they were said: the environment, a service file.
Keywords keywords_of(pg_conn* connection);

/// The keywords of a connection that is open, but with the one host, address and port that it has
/// reached, and without what would lead elsewhere or is said anew for each session: the database,
/// options, names.
Keywords way_to(pg_conn* connection);

} // namespace pgslate::postgres
