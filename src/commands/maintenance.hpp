// Sessions from which one database is worked on as a whole.
#pragma once

#include "commands/context.hpp"
#include "commands/database_lock.hpp"
#include "database/server.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::commands {

/// A session with the maintenance database; nothing where the server does not let the role in
/// there, as hosted ones may let a role into no database but its own. Throws Error where something
/// else is wrong.
std::optional<postgres::Session> open_maintenance(const database::Server& server,
                                                  std::string_view task);

/// The lock for the target's name, and a session to hold it with: the maintenance database's, or
/// the target's own where the server lets the role into no other. The context and the server have
/// to live as long.
class TargetLock {
  public:
    /// Connects. Throws Error.
    TargetLock(const Context& context, const database::Server& server, std::string_view task);

    postgres::Session& session() { return session_; }
    /// Takes the lock, and returns what the target's database is under it; nothing if there is
    /// none. Throws Error.
    const std::optional<database::Definition>& take();

  private:
    postgres::Session connect();

    const Context& context_;
    const database::Server& server_;
    std::string task_;
    bool in_target_ = false;
    postgres::Session session_;
    std::optional<DatabaseLock> lock_;
};

/// One with the maintenance database, for what drops the target's. Where the role is let into no
/// other the error says what that takes, and `instead` what does not. Throws Error.
postgres::Session connect_to_destroy(const Context& context, const database::Server& server,
                                     std::string_view task, std::string_view instead = {});

} // namespace pgslate::commands
