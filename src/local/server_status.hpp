// What can be seen of a private server from outside.
#pragma once

#include "local/postmaster.hpp"
#include "local/server_place.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace pgslate::local {

struct ServerStatus {
    bool exists = false;  ///< a cluster has been made
    bool running = false; ///< its main process is there
    bool ready = false;   ///< it accepts logins
    pid_t pid = 0;        ///< 0 if it does not run
    std::string version;  ///< as the server says it, or just the major version
    std::filesystem::path data;
    std::filesystem::path socket_folder;
    std::filesystem::path log;
    std::optional<int> port; ///< of TCP on 127.0.0.1
};

/// Without asking the server: `ready` is not known then, nor more of the version than its number.
ServerStatus seen_status(const ServerPlace& place);

/// With what the server answers, if it runs.
ServerStatus asked_status(const ServerPlace& place);

/// The port of TCP; nothing if only the socket is there.
std::optional<int> tcp_port(const Postmaster& server);

/// How many bytes of disk everything in a folder takes. What cannot be looked at counts for
/// nothing.
std::int64_t bytes_in(const std::filesystem::path& folder);

} // namespace pgslate::local
