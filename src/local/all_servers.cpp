#include "local/all_servers.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "local/private_folder.hpp"
#include "local/server_removal.hpp"

#include <algorithm>

namespace pgslate::local {
namespace {

KnownServer look_at(const ServerPlace& place) {
    return {.project = project_of(place),
            .status = seen_status(place),
            .bytes = bytes_in(place.data())};
}

bool is_forsaken(const ServerPlace& place) {
    return project_of(place).state == ProjectFolder::gone;
}

// Whether it was: somebody may have made the folder again, or removed the server meanwhile.
bool destroy_if_forsaken(const ServerPlace& place) {
    if (!is_forsaken(place)) return false;
    auto held = lock_server(place);
    return is_forsaken(place) && remove_server(place, held);
}

void add_problems(std::vector<Problem>& problems, const Error& error, const Project& project) {
    for (auto problem : error.problems()) {
        problem.message = format("the server of {}: {}", project.folder.string(), problem.message);
        problems.push_back(std::move(problem));
    }
}

} // namespace

std::vector<KnownServer> servers_of_user(const config::Environment& environment) {
    std::vector<KnownServer> servers;
    for (const auto& place : places_of_user(environment)) servers.push_back(look_at(place));
    std::ranges::sort(servers, {}, [](const KnownServer& server) {
        return std::pair(server.project.folder, server.status.data);
    });
    return servers;
}

void destroy_forsaken(const config::Environment& environment,
                      const std::function<void(const KnownServer&)>& destroyed) {
    std::vector<Problem> problems;
    auto status = ExitStatus::failed;
    for (const auto& place : places_of_user(environment)) {
        const auto server = look_at(place);
        try {
            if (destroy_if_forsaken(place)) destroyed(server);
        } catch (const Error& error) {
            status = error.status();
            add_problems(problems, error, server.project);
        }
    }
    if (!problems.empty()) throw Error(status, std::move(problems));
}

} // namespace pgslate::local
