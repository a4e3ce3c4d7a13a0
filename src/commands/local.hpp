#pragma once

#include "config/environment.hpp"
#include "config/target.hpp"
#include "database/private_server.hpp"

#include <optional>

namespace pgslate::commands {

/// The private server of the project that the command line and the current folder mean.
class Local {
  public:
    /// `choice` may name a pgslate.toml, a local profile and a database. Throws Error (64) if the
    /// profile is about another server.
    Local(const config::TargetChoice& choice, const config::Environment& environment,
          const std::filesystem::path& cwd);

    database::ServerStart start(std::optional<int> port);
    bool stop();
    bool destroy();
    database::ServerStatus status() const;
    /// POSTGRES_URL, _USER, _PW and _DB of the running server; it is started if need be.
    database::Variables variables();

  private:
    Local(const config::Target& target, const config::Environment& environment);

    database::PrivateServer server_;
    std::string database_;
};

} // namespace pgslate::commands
