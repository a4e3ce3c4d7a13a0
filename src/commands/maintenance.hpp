// Sessions from which one database is worked on as a whole.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"

#include <optional>
#include <string_view>

namespace pgslate::commands {

/// One with the maintenance database; nothing where the server does not let the role in there, as
/// hosted ones may let a role into no database but its own. Throws Error where something else is
/// wrong.
std::optional<postgres::Session> open_maintenance(const database::Server& server,
                                                  std::string_view task);

/// One to hold the lock for the target's name with: the maintenance database's, or else the
/// target's own. Throws Error.
postgres::Session connect_to_lock(const database::Server& server, std::string_view task);

/// One with the maintenance database, for what drops the target's. Where the role is let into no
/// other the error says what that takes, and `instead` what does not. Throws Error.
postgres::Session connect_to_destroy(const Context& context, const database::Server& server,
                                     std::string_view task, std::string_view instead = {});

} // namespace pgslate::commands
