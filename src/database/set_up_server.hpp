// The temporary server on which a container image runs its set-up scripts.
#pragma once

#include "postgres/session.hpp"

namespace pgslate::database {

/// Is the session's server one that was told on its command line to listen on its socket only? So
/// the entrypoints of container images start the server for their set-up scripts, and the real
/// one afterwards (docker-library/postgres, docker_temp_server_start in docker-entrypoint.sh).
/// False for every server that is reached by TCP. Throws Error.
bool is_set_up_server(postgres::Session& session);

/// The same for a role that cannot get at the target's own database; false if it may not use
/// another one either. Throws Error.
bool is_set_up_server(postgres::ConnectionParameters parameters);

/// Is there a socket file where the parameters look for one? Then a server is at hand, or was.
bool socket_exists(const postgres::ConnectionParameters& parameters);

} // namespace pgslate::database
