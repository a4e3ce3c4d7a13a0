#include "local/server_process.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "local/child_process.hpp"
#include "local/postmaster.hpp"
#include "local/private_cluster.hpp"
#include "local/private_folder.hpp"
#include "local/private_settings.hpp"
#include "postgres/session.hpp"

#include <csignal>
#include <functional>
#include <thread>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

using namespace std::chrono_literals;
using postgres::ConnectFailure;

std::variant<postgres::Session, ConnectFailure> log_in(const fs::path& socket_folder, int port) {
    postgres::ConnectionParameters parameters;
    parameters.keywords = socket_keywords(socket_folder, port);
    parameters.database = superuser;
    parameters.task = "local";
    parameters.timeout = 5s;
    return postgres::Session::open(parameters);
}

std::vector<fs::path> socket_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().starts_with(".s.PGSQL."))
            files.push_back(entry.path());
    return files;
}

// A server in another container that shares the folder has no process here, but its socket works.
bool somebody_answers(const fs::path& folder) {
    for (const auto& file : socket_files(folder)) {
        if (!fs::is_socket(file)) continue;
        const int port = std::atoi(file.extension().c_str() + 1); // NOLINT(cert-err34-c): 0 is none
        const auto answer = log_in(folder, port);
        const auto* failure = std::get_if<ConnectFailure>(&answer);
        if (failure == nullptr || failure->kind != ConnectFailure::Kind::unreachable) return true;
    }
    return false;
}

std::string await(const ServerPlace& place, const std::function<bool()>& is_there,
                  const std::function<int()>& port) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (std::chrono::steady_clock::now() < deadline) {
        if (!is_there()) throw error_with_log(place, "the private server ended while it started");
        if (auto version = answering_version(place.socket_folder(), port())) return *version;
        std::this_thread::sleep_for(10ms);
    }
    const auto answer = log_in(place.socket_folder(), port());
    const auto* failure = std::get_if<ConnectFailure>(&answer);
    throw error_with_log(place, format("the private server accepts no logins after 30 s: {}",
                                       failure != nullptr ? failure->error.message : "it is slow"));
}

} // namespace

postgres::Keywords socket_keywords(const fs::path& folder, int port) {
    return {{"host", folder.string()},
            {"port", std::to_string(port)},
            {"user", superuser},
            {"sslmode", "disable"},
            {"gssencmode", "disable"},
            {"channel_binding", "disable"},
            {"target_session_attrs", "any"}};
}

std::optional<std::string> answering_version(const fs::path& socket_folder, int port) {
    const auto answer = log_in(socket_folder, port);
    if (const auto* session = std::get_if<postgres::Session>(&answer))
        return session->server().version_text;
    const auto kind = std::get<ConnectFailure>(answer).kind;
    const bool not_ready =
        kind == ConnectFailure::Kind::unreachable || kind == ConnectFailure::Kind::starting_up;
    // Whatever else it refuses, such as a database that was dropped, it is ready.
    return not_ready ? std::nullopt : std::optional<std::string>("");
}

void clear_crashed(const ServerPlace& place) {
    const auto data = place.data();
    // Idle ones leave at once when the main process is gone; a running query may go on for long.
    const bool left =
        wait_until_left(data, 1s) || end_processes(processes_in(data), data, SIGQUIT, 5s);
    if (!left)
        throw Error(ExitStatus::busy,
                    format("processes of a crashed private server do not end: {}",
                           join(processes_in(data), ", ")),
                    {"End them with `kill -9`, then try again."});
    if (somebody_answers(place.socket_folder()))
        throw Error(ExitStatus::busy,
                    format("the private server runs where it cannot be seen from here, perhaps in "
                           "another container that shares {}",
                           place.home.string()),
                    {"Stop it there."});
    // Both name a process; if another process has its number by now, PostgreSQL would not start.
    remove_everything(data / "postmaster.pid");
    for (const auto& file : socket_files(place.socket_folder())) remove_everything(file);
}

std::string launch_server(const ServerPlace& place, const Binaries& binaries,
                          const config::Environment& environment, int port) {
    const auto log = new_log(place);
    const auto server =
        launch({.command = {(binaries.folder / "postgres").string(), "-D", place.data().string(),
                            "-c", "config_file=" + place.settings().string()},
                .environment = server_environment(environment),
                .user = place.user,
                .output = log.get(),
                .detached = true});
    return await(
        place, [server] { return !has_ended(server); }, [port] { return port; });
}

std::string await_running(const ServerPlace& place) {
    const auto now = [&place] { return running_postmaster(place.data()); };
    return await(
        place, [&now] { return now().has_value(); },
        [&now] {
            const auto server = now();
            return server && server->port != 0 ? server->port : usual_port;
        });
}

bool stop_server(const ServerPlace& place, Shutdown how) {
    const auto data = place.data();
    const auto server = running_postmaster(data);
    if (!server) return false;
    if (how == Shutdown::fast && end_processes({server->pid}, data, SIGINT, 30s)) return true;
    if (end_processes({server->pid}, data, SIGQUIT, 15s)) return true;
    throw Error(ExitStatus::failed,
                format("the private server, process {}, does not stop", server->pid),
                {format("Its log is {}.", place.log().string())});
}

} // namespace pgslate::local
