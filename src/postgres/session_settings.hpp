// The settings of every session, and why each is there.
#pragma once

#include "postgres/connection_parameters.hpp"

#include <string>
#include <vector>

struct pg_conn; // libpq's PGconn

namespace pgslate::postgres {

/// What stands in the startup packet as `options`, so that it costs no round trip and RESET ALL
/// comes back to it. Behind the user's own options it wins.
std::string startup_options(const ConnectionParameters& parameters);

/// Makes hold what only newer servers know, which an older one would refuse in the startup packet.
/// Returns the statements that did: RESET ALL forgets them.
std::vector<std::string> set_later(pg_conn* connection);

} // namespace pgslate::postgres
