// What the commands share that make and remove databases.
#pragma once

#include "commands/context.hpp"
#include "database/name_lock.hpp"
#include "database/server.hpp"
#include "database/successor.hpp"
#include "models/models.hpp"

#include <optional>
#include <string_view>

namespace pgslate::commands {

/// The target's models; their warnings go to the context. Throws Error (65).
models::Models load_models(const Context& context);

/// The same, for what replaces a database: models that declare nothing would only destroy it.
/// Throws Error (65).
models::Models load_models_to_replace(const Context& context);

/// The server of the target, after waiting for it if the context says so.
database::Server reach_server(const Context& context);

/// The lock for the target's name. As soon as it is held, what a killed run left behind is removed.
class Turn {
  public:
    Turn(const Context& context, postgres::Session& maintenance);

  private:
    database::NameLock lock_;
};

/// Where a new database is made, and in the place of what.
struct Site {
    const database::Server& server;
    postgres::Session& maintenance;
    std::string_view task;
    std::optional<database::Definition> former; ///< nothing: there is none
};

/// A new, empty database beside the former one, and as much like it as can be.
database::Successor begin_successor(const Context& context, const Site& site);

/// Builds the models in it and says so; returns how many statements ran. Throws Error.
std::size_t build(const Context& context, const Site& site, const database::Successor& successor,
                  const models::Models& models);

/// Says whose sessions were ended.
void tell_disconnected(const Context& context, const std::vector<database::Client>& clients);

} // namespace pgslate::commands
