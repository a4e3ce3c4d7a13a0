#include "local/private_server.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/shell.hpp"
#include "config/connection_text.hpp"
#include "local/postmaster.hpp"
#include "local/private_cluster.hpp"
#include "local/private_folder.hpp"
#include "local/private_settings.hpp"
#include "local/server_process.hpp"
#include "local/server_removal.hpp"

#include <array>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

void check_port(std::optional<int> port) {
    if (port && (*port < 1 || *port > 65535))
        throw Error(ExitStatus::usage, format("{} is not a port: 1 to 65535", *port));
}

// Those of the version that made the cluster, if there is one: no other can read it.
Binaries binaries_for(const ServerPlace& place, const config::Environment& environment) {
    const auto made_by = cluster_version(place);
    if (!made_by) return find_binaries(environment);
    try {
        return find_binaries(environment, made_by);
    } catch (const Error& error) {
        auto problems = error.problems();
        problems.front().message =
            format("PostgreSQL {} made the private server; {}", *made_by, problems.front().message);
        problems.front().hints.emplace_back(
            "`pgslate local destroy` removes it with its data; the next start makes a new one.");
        throw Error(error.status(), std::move(problems));
    }
}

ServerStart keep_running(const ServerPlace& place, std::optional<int> port) {
    auto version = await_running(place);
    const auto server = running_postmaster(place.data()).value_or(Postmaster{});
    const auto now = tcp_port(server);
    if (port && now != port)
        throw Error(ExitStatus::failed,
                    format("the private server is running already, {}",
                           now ? format("on port {}", *now) : std::string("without a port")),
                    {"`pgslate local stop` ends it; then start it with the port."});
    return {.how = Started::already_running,
            .pid = server.pid,
            .version = std::move(version),
            .socket_folder = place.socket_folder(),
            .port = now};
}

// Makes the cluster, if there is none yet, and starts the server.
ServerStart bring_up(const ServerPlace& place, const config::Environment& environment,
                     const Binaries& binaries, std::optional<int> port, const Announce& announce) {
    const bool is_new = !cluster_version(place);
    remove_unfinished(place);
    clear_crashed(place);
    if (is_new) {
        announce(
            format("Making a private PostgreSQL {} server for this project ...", binaries.major));
        make_cluster(place, binaries, environment);
    }
    write_settings(place, port);
    auto version = launch_server(place, binaries, environment, port.value_or(usual_port));
    return {.how = is_new ? Started::made : Started::started,
            .pid = running_postmaster(place.data()).value_or(Postmaster{}).pid,
            .version = std::move(version),
            .socket_folder = place.socket_folder(),
            .port = port};
}

} // namespace

PrivateServer PrivateServer::of_project(const fs::path& folder, config::Environment environment) {
    static_cast<void>(place_of(folder, environment)); // says what is wrong with them
    return {fs::canonical(folder), std::move(environment)};
}

ServerStart PrivateServer::start(std::optional<int> port, const Announce& announce) {
    check_port(port);
    auto before = place();
    // What is missing is said before anything is made.
    std::optional<Binaries> binaries;
    if (!running_postmaster(before.data())) binaries = binaries_for(before, environment_);
    const auto held = lock_server(before);
    auto here = place(); // somebody may have made or destroyed it meanwhile
    make_home(here);
    if (running_postmaster(here.data())) return keep_running(here, port);
    return bring_up(here, environment_, binaries ? *binaries : binaries_for(here, environment_),
                    port, announce);
}

bool PrivateServer::stop() {
    const auto before = place();
    if (!is_there(before.entry())) return false;
    const auto held = lock_server(before);
    return stop_server(place(), Shutdown::fast);
}

bool PrivateServer::destroy() {
    const auto before = place();
    if (!is_there(before.state)) return false;
    auto held = lock_server(before);
    return remove_server(place(), held);
}

std::string PrivateServer::password() const {
    const auto here = place();
    if (!cluster_version(here))
        throw Error(ExitStatus::unavailable, "there is no private server for this project",
                    {"`pgslate local start` makes one."});
    return read_file(here.password(), ExitStatus::failed);
}

postgres::Keywords PrivateServer::connection() const {
    const auto here = place();
    const auto server = running_postmaster(here.data());
    auto keywords = socket_keywords(here.socket_folder(), server ? server->port : usual_port);
    keywords.emplace_back("password", password());
    return keywords;
}

Variables PrivateServer::variables(const std::string& database) const {
    const auto here = place();
    const auto server = running_postmaster(here.data());
    const auto tcp = server ? tcp_port(*server) : std::nullopt;
    const auto host = tcp ? std::string("127.0.0.1") : here.socket_folder().string();
    const auto port = std::to_string(tcp.value_or(usual_port));
    const auto secret = password();
    return {{"POSTGRES_URL", tcp ? host + ":" + port : host},
            {"POSTGRES_USER", superuser},
            {"POSTGRES_PW", secret},
            {"POSTGRES_DB", database},
            {"DATABASE_URL",
             config::connection_url(
                 {{"host", host}, {"port", port}, {"user", superuser}, {"password", secret}},
                 database)},
            {"PGHOST", host},
            {"PGPORT", port},
            {"PGUSER", superuser},
            {"PGPASSWORD", secret},
            {"PGDATABASE", database}};
}

std::vector<std::string> misleading_variables(const config::Environment& environment) {
    constexpr std::array names = {"PGHOSTADDR",   "PGSERVICE",        "PGSSLMODE",
                                  "PGGSSENCMODE", "PGCHANNELBINDING", "PGTARGETSESSIONATTRS"};
    std::vector<std::string> set;
    for (const auto* name : names)
        if (environment.get(name)) set.emplace_back(name);
    return set;
}

std::string shell_lines(const Variables& variables, const std::vector<std::string>& unset) {
    std::string lines;
    for (const auto& name : unset) lines += format("unset {}\n", name);
    for (const auto& [name, value] : variables)
        lines += format("export {}={}\n", name, shell_quoted(value));
    return lines;
}

} // namespace pgslate::local
