// The private servers of a user, whatever project is the current one.
#pragma once

#include "config/environment.hpp"
#include "local/project_record.hpp"
#include "local/server_status.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace pgslate::local {

struct KnownServer {
    Project project;
    ServerStatus status;    ///< as it can be seen without asking the server
    std::int64_t bytes = 0; ///< of disk that its data take
};

/// All of them, by the folders of their projects. Throws Error (77) if the state folder may be
/// written by others.
std::vector<KnownServer> servers_of_user(const config::Environment& environment);

/// Stops and removes the servers whose project folder is gone; `destroyed` hears of each as it is.
/// One that cannot be removed holds up no other. Throws Error about all of those.
void destroy_forsaken(const config::Environment& environment,
                      const std::function<void(const KnownServer&)>& destroyed);

} // namespace pgslate::local
