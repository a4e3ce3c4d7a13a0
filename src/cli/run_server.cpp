// wait and local: what is about a server, not about a database.
#include "base/format.hpp"
#include "cli/context.hpp"
#include "commands/local.hpp"
#include "commands/wait.hpp"

namespace pgslate::cli {
namespace {

using report::Json;

commands::Local local(const Invocation& invocation) {
    return {invocation.options.target, invocation.environment, std::filesystem::current_path()};
}

local::Announce announce(const Invocation& invocation) {
    return [&output = invocation.output](std::string_view words) { output.note(words); };
}

std::string_view words_for(local::Started how) {
    switch (how) {
    case local::Started::made: return "Made and started";
    case local::Started::started: return "Started";
    case local::Started::already_running: return "Already running:";
    }
    return "";
}

std::string where(const std::filesystem::path& socket_folder, std::optional<int> port) {
    const auto socket = format("socket in {}", socket_folder.string());
    return port ? format("{} and 127.0.0.1:{}", socket, *port) : socket;
}

Json optional_port(std::optional<int> port) {
    return port ? Json(*port) : Json();
}

} // namespace

ExitStatus run_wait(const Invocation& invocation) {
    const auto took = commands::wait(context_of(invocation));
    const auto seconds = std::chrono::duration<double>(took).count();
    invocation.output.line(format("Ready after {:.1f} s.", seconds));
    answer(invocation, Json::Object{{"ready", true}, {"milliseconds", took.count()}});
    return ExitStatus::done;
}

ExitStatus run_local_start(const Invocation& invocation) {
    const auto started = local(invocation).start(invocation.options.port, announce(invocation));
    invocation.output.line(format("{} PostgreSQL {}, process {}, {}", words_for(started.how),
                                  started.version, started.pid,
                                  where(started.socket_folder, started.port)));
    answer(invocation, Json::Object{{"made", started.how == local::Started::made},
                                    {"was_running", started.how == local::Started::already_running},
                                    {"pid", static_cast<int>(started.pid)},
                                    {"version", started.version},
                                    {"socket", started.socket_folder.string()},
                                    {"port", optional_port(started.port)}});
    return ExitStatus::done;
}

ExitStatus run_local_stop(const Invocation& invocation) {
    const bool was_running = local(invocation).stop();
    invocation.output.line(was_running ? "Stopped." : "It was not running.");
    answer(invocation, Json::Object{{"was_running", was_running}});
    return ExitStatus::done;
}

ExitStatus run_local_status(const Invocation& invocation) {
    const auto status = local(invocation).status();
    const auto& output = invocation.output;
    if (!status.exists) output.line("There is no private server for this project.");
    if (status.exists) {
        output.line(format("Server  PostgreSQL {}, {}", status.version,
                           status.running ? format("process {}", status.pid) : "not running"));
        output.line(format("At      {}", where(status.socket_folder, status.port)));
        output.line(format("Data    {}", status.data.string()));
        output.line(format("Log     {}", status.log.string()));
    }
    answer(invocation, Json::Object{{"exists", status.exists},
                                    {"running", status.running},
                                    {"ready", status.ready},
                                    {"pid", static_cast<int>(status.pid)},
                                    {"version", status.version},
                                    {"data", status.data.string()},
                                    {"socket", status.socket_folder.string()},
                                    {"log", status.log.string()},
                                    {"port", optional_port(status.port)}});
    return status.running ? ExitStatus::done : ExitStatus::differs;
}

ExitStatus run_local_env(const Invocation& invocation) {
    const auto variables = local(invocation).variables(announce(invocation));
    Json::Object data;
    for (const auto& [name, value] : variables) data.emplace_back(name, value);
    const auto misleading = local::misleading_variables(invocation.environment);
    if (!invocation.output.json()) invocation.output.raw(local::shell_lines(variables, misleading));
    invocation.output.document(data);
    return ExitStatus::done;
}

ExitStatus run_local_destroy(const Invocation& invocation) {
    if (invocation.options.all) return run_local_destroy_all(invocation);
    const bool existed = local(invocation).destroy();
    invocation.output.line(existed ? "Destroyed." : "There was none.");
    answer(invocation, Json::Object{{"existed", existed}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
