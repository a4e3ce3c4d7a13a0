// Starting and ending the process of a private server. Whoever calls these holds its lock.
#pragma once

#include "config/environment.hpp"
#include "local/postgres_binaries.hpp"
#include "local/server_place.hpp"
#include "postgres/connection.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace pgslate::local {

/// libpq's keywords for the superuser by the socket. They say how, too: PGSSLMODE and the like in
/// the environment, meant for other servers, would keep us out.
postgres::Keywords socket_keywords(const std::filesystem::path& folder, int port);

/// How the server can be reached now: its version as it says it, or nothing if nobody can log in.
std::optional<std::string> answering_version(const std::filesystem::path& socket_folder, int port);

/// Clears away what a crashed server left: waits for its other processes, ends those that stay,
/// removes its lock files. Throws Error if that cannot be done, or if the server runs where its
/// processes cannot be seen from here.
void clear_crashed(const ServerPlace& place);

/// Starts the server and waits until it accepts logins. Returns its version. Throws Error (69)
/// with the end of its log at once when it ends, or when it is not ready after 30 s.
std::string launch_server(const ServerPlace& place, const Binaries& binaries,
                          const config::Environment& environment, int port);

/// Waits until a server that is there accepts logins; as above.
std::string await_running(const ServerPlace& place);

/// PostgreSQL's fast shutdown and its immediate one, which leaves the data as a crash does
/// (manual, "Shutting Down the Server").
enum class Shutdown { fast, immediate };

/// Stops the server: sessions are ended and transactions rolled back. Returns whether it was
/// running. Throws Error (1) if it does not stop.
bool stop_server(const ServerPlace& place, Shutdown how);

} // namespace pgslate::local
