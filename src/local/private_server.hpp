// A PostgreSQL server for one project, made of the programs found on the machine.
#pragma once

#include "config/environment.hpp"
#include "local/server_place.hpp"
#include "local/server_status.hpp"
#include "postgres/connection.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace pgslate::local {

enum class Started { made, started, already_running };

struct ServerStart {
    Started how{};
    pid_t pid = 0;
    std::string version; ///< as the server says it; empty if its database postgres is gone
    std::filesystem::path socket_folder;
    std::optional<int> port; ///< of TCP on 127.0.0.1; nothing: only the socket
};

using Variables = std::vector<std::pair<std::string, std::string>>;

/// Hears what takes seconds before it is done: "Making a private PostgreSQL 15 server ..."
using Announce = std::function<void(std::string_view)>;

class PrivateServer {
  public:
    /// The server of a project folder; nothing happens yet. Throws Error if there is no such
    /// folder.
    static PrivateServer of_project(const std::filesystem::path& folder,
                                    config::Environment environment);

    /// Makes the server if there is none, starts it if it does not run, and returns when it
    /// accepts logins. With `port` it listens on 127.0.0.1 too, for this start only.
    /// Throws Error: 69 if PostgreSQL's programs are missing or the server does not come up, 1 if
    /// it is running already without that port: a restart would end sessions.
    ServerStart start(
        std::optional<int> port = std::nullopt, const Announce& announce = [](std::string_view) {});

    /// Ends the sessions and the server; false if it was not running.
    bool stop();

    /// Stops the server and removes everything it made; false if there was none.
    bool destroy();

    /// What can be seen of it, and what it answers.
    ServerStatus status() const { return asked_status(place()); }

    /// libpq's keywords for its superuser, by the socket; the password is among them.
    /// Throws Error (69) if there is no server.
    postgres::Keywords connection() const;

    /// What leads to a database on it: POSTGRES_URL, POSTGRES_USER, POSTGRES_PW and POSTGRES_DB,
    /// DATABASE_URL, and libpq's PGHOST and so on, in this order. The host is the socket folder,
    /// or 127.0.0.1 if it listens there. Throws as above.
    Variables variables(const std::string& database) const;

  private:
    PrivateServer(std::filesystem::path folder, config::Environment environment)
        : folder_(std::move(folder)), environment_(std::move(environment)) {}
    ServerPlace place() const { return place_of(folder_, environment_); }
    std::string password() const;

    std::filesystem::path folder_;
    config::Environment environment_;
};

/// Variables of libpq, set in this environment, that would lead its programs elsewhere or keep them
/// out although those above are set.
std::vector<std::string> misleading_variables(const config::Environment& environment);

/// Lines for a POSIX shell, each with its newline: `unset NAME`, `export NAME='value'`.
std::string shell_lines(const Variables& variables, const std::vector<std::string>& unset = {});

} // namespace pgslate::local
