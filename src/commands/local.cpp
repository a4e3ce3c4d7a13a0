#include "commands/local.hpp"

#include "base/error.hpp"
#include "base/format.hpp"

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

} // namespace

Local::Local(const config::TargetChoice& choice, const config::Environment& environment,
             const std::filesystem::path& cwd)
    : Local(local_target(choice, environment, cwd), environment) {}

Local::Local(const config::Target& target, const config::Environment& environment)
    : server_(database::PrivateServer::of_project(target.folder, environment)),
      database_(target.database) {}

database::ServerStart Local::start(std::optional<int> port) {
    return server_.start(port);
}

bool Local::stop() {
    return server_.stop();
}

bool Local::destroy() {
    return server_.destroy();
}

database::ServerStatus Local::status() const {
    return server_.status();
}

database::Variables Local::variables() {
    server_.start();
    return server_.variables(database_);
}

} // namespace pgslate::commands
