// Asking a server whether it takes connections, without logging in.
#pragma once

#include "postgres/connection.hpp"

namespace pgslate::postgres {

/// What PQping finds out (manual, "Database Connection Control Functions").
enum class Ping {
    accepting,  ///< the server takes connections, though perhaps not this role's
    rejecting,  ///< it is there but takes none: it starts, stops or recovers
    silent,     ///< nobody listens or answers
    impossible, ///< the keywords make no sense to libpq, and never will
};

/// No password is sent. Blocks, for at most two seconds an address: libpq knows no less.
Ping ping(const ConnectionParameters& parameters);

} // namespace pgslate::postgres
