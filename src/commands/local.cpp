#include "commands/local.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "config/find_target.hpp"

namespace pgslate::commands {
namespace {

// These commands are about the private server whatever other target the environment names.
config::Target local_target(config::TargetChoice choice, const config::Environment& environment,
                            const std::filesystem::path& cwd) {
    choice.local = !choice.profile;
    choice.url.reset();
    auto target = config::find_target(choice, environment, cwd);
    if (!target.local)
        throw Error(ExitStatus::usage, format("{} is not on the private server", target.source),
                    {"`pgslate local` is about the private server only: leave the profile out."});
    return target;
}

// The folder that the server belongs to. Its name need not be fit for a database's.
std::filesystem::path folder_of(config::TargetChoice choice, const config::Environment& environment,
                                const std::filesystem::path& cwd) {
    choice.database = "postgres";
    return local_target(std::move(choice), environment, cwd).folder;
}

} // namespace

Local::Local(config::TargetChoice choice, config::Environment environment,
             std::filesystem::path cwd)
    : choice_(std::move(choice)), environment_(std::move(environment)), cwd_(std::move(cwd)),
      server_(
          local::PrivateServer::of_project(folder_of(choice_, environment_, cwd_), environment_)) {}

local::ServerStart Local::start(std::optional<int> port, const local::Announce& announce) {
    return server_.start(port, announce);
}

bool Local::stop() {
    return server_.stop();
}

bool Local::destroy() {
    return server_.destroy();
}

local::ServerStatus Local::status() const {
    return server_.status();
}

local::Variables Local::variables(const local::Announce& announce) {
    const auto target = local_target(choice_, environment_, cwd_);
    server_.start(std::nullopt, announce);
    return server_.variables(target.database);
}

std::vector<local::KnownServer> local_servers(const config::Environment& environment) {
    return local::servers_of_user(environment);
}

void destroy_forsaken(const config::Environment& environment,
                      const std::function<void(const local::KnownServer&)>& destroyed) {
    local::destroy_forsaken(environment, destroyed);
}

} // namespace pgslate::commands
