#include "commands/local.hpp"

namespace pgslate::commands {
namespace {

// These commands are about the private server whatever other target the environment names.
config::Target local_target(config::TargetChoice choice, const config::Environment& environment,
                            const std::filesystem::path& cwd) {
    choice.local = true;
    choice.url.reset();
    choice.profile.reset();
    return config::find_target(choice, environment, cwd);
}

} // namespace

Local::Local(const config::TargetChoice& choice, const config::Environment& environment,
             const std::filesystem::path& cwd)
    : server_(database::PrivateServer::of_project(local_target(choice, environment, cwd).folder,
                                                  environment)),
      database_(local_target(choice, environment, cwd).database) {}

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
