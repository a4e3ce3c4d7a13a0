#include "local/server_status.hpp"

#include "local/private_cluster.hpp"
#include "local/server_process.hpp"

#include <sys/stat.h>

namespace pgslate::local {
namespace fs = std::filesystem;

ServerStatus seen_status(const ServerPlace& place) {
    const auto made_by = cluster_version(place);
    ServerStatus status{.exists = made_by.has_value(),
                        .version = made_by ? std::to_string(*made_by) : "",
                        .data = place.data(),
                        .socket_folder = place.socket_folder(),
                        .log = place.log()};
    const auto server = running_postmaster(place.data());
    if (!server) return status;
    status.running = true;
    status.pid = server->pid;
    status.port = tcp_port(*server);
    return status;
}

ServerStatus asked_status(const ServerPlace& place) {
    auto status = seen_status(place);
    const auto server = running_postmaster(place.data());
    if (!server) return status;
    const auto said = answering_version(status.socket_folder, server->port);
    status.ready = said.has_value();
    if (said && !said->empty()) status.version = *said;
    return status;
}

std::optional<int> tcp_port(const Postmaster& server) {
    return server.tcp ? std::optional(server.port) : std::nullopt;
}

std::int64_t bytes_in(const fs::path& folder) {
    constexpr std::int64_t block = 512; // of st_blocks, stat(3type)
    std::int64_t bytes = 0;
    std::error_code failure;
    auto entry = fs::recursive_directory_iterator(
        folder, fs::directory_options::skip_permission_denied, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        struct stat found {};
        if (::lstat(entry->path().c_str(), &found) == 0) bytes += found.st_blocks * block;
    }
    return bytes;
}

} // namespace pgslate::local
