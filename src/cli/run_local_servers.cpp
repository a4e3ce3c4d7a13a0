// The private servers of all projects: local list, local destroy --all.
#include "base/format.hpp"
#include "cli/context.hpp"
#include "commands/local.hpp"
#include "report/size.hpp"

#include <algorithm>
#include <string>

namespace pgslate::cli {
namespace {

using local::KnownServer;
using local::ProjectFolder;
using report::Json;

std::string_view words_for(ProjectFolder folder) {
    switch (folder) {
    case ProjectFolder::there: return "there";
    case ProjectFolder::gone: return "gone";
    case ProjectFolder::out_of_reach: return "out of reach";
    case ProjectFolder::unknown: return "unknown";
    }
    return "";
}

std::string state_of(const KnownServer& server) {
    const auto& status = server.status;
    std::string state = status.exists ? "stopped" : "unfinished";
    if (status.running) state = "running";
    if (status.port) state += format(" on port {}", *status.port);
    const auto folder = server.project.state;
    if (folder != ProjectFolder::there) state += format(", folder is {}", words_for(folder));
    return state;
}

std::string version_of(const KnownServer& server) {
    return server.status.exists ? format("PostgreSQL {}", server.status.version) : "";
}

// Where the project is, or at least where its data are.
std::string place_of(const KnownServer& server) {
    const auto& folder = server.project.folder;
    return folder.empty() ? server.status.data.parent_path().string() : folder.string();
}

bool is_gone(const KnownServer& server) {
    return server.project.state == ProjectFolder::gone;
}

void show(const std::vector<KnownServer>& servers, const report::Output& output) {
    if (servers.empty()) return output.line("There are no private servers.");
    std::size_t width = 0;
    for (const auto& server : servers) width = std::max(width, state_of(server).size());
    for (const auto& server : servers)
        output.line(format("{:{}}  {:13}  {:>9}  {}", state_of(server), width, version_of(server),
                           report::size(server.bytes), place_of(server)));
    if (std::ranges::any_of(servers, is_gone))
        output.note("`pgslate local destroy --all` removes those whose folder is gone.");
}

Json folder_of(const KnownServer& server) {
    const auto& folder = server.project.folder;
    return folder.empty() ? Json() : Json(folder.string());
}

Json data_of(const KnownServer& server) {
    const auto& status = server.status;
    return Json::Object{{"folder", folder_of(server)},
                        {"folder_is", words_for(server.project.state)},
                        {"exists", status.exists},
                        {"running", status.running},
                        {"pid", static_cast<int>(status.pid)},
                        {"version", status.version},
                        {"bytes", server.bytes},
                        {"data", status.data.string()},
                        {"socket", status.socket_folder.string()},
                        {"log", status.log.string()},
                        {"port", status.port ? Json(*status.port) : Json()}};
}

} // namespace

ExitStatus run_local_list(const Invocation& invocation) {
    const auto servers = commands::local_servers(invocation.environment);
    show(servers, invocation.output);
    Json::Array list;
    for (const auto& server : servers) list.push_back(data_of(server));
    answer(invocation, Json::Object{{"servers", std::move(list)}});
    return ExitStatus::done;
}

ExitStatus run_local_destroy_all(const Invocation& invocation) {
    Json::Array destroyed;
    commands::destroy_forsaken(invocation.environment, [&](const KnownServer& server) {
        invocation.output.line(format("Destroyed that of {}", place_of(server)));
        destroyed.push_back(folder_of(server));
    });
    if (destroyed.empty()) invocation.output.line("There was none whose project folder is gone.");
    answer(invocation, Json::Object{{"destroyed", std::move(destroyed)}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
