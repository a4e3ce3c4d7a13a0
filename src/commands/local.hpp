#pragma once

#include "config/environment.hpp"
#include "config/target.hpp"
#include "local/all_servers.hpp"
#include "local/private_server.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace pgslate::commands {

/// The private server of the project that the command line and the current folder mean.
class Local {
  public:
    /// `choice` may name a pgslate.toml, a local profile and a database. Throws Error (64) if the
    /// profile is about another server.
    Local(config::TargetChoice choice, config::Environment environment, std::filesystem::path cwd);

    /// `announce` hears that a server is made, before it is.
    local::ServerStart start(std::optional<int> port, const local::Announce& announce);
    bool stop();
    bool destroy();
    local::ServerStatus status() const;
    /// What leads to the server; it is made and started if need be.
    local::Variables variables(const local::Announce& announce);

  private:
    config::TargetChoice choice_;
    config::Environment environment_;
    std::filesystem::path cwd_;
    local::PrivateServer server_;
};

/// The private servers of this user, those of other projects too.
std::vector<local::KnownServer> local_servers(const config::Environment& environment);

/// Removes those whose project folder is gone; `destroyed` hears of each.
void destroy_forsaken(const config::Environment& environment,
                      const std::function<void(const local::KnownServer&)>& destroyed);

} // namespace pgslate::commands
