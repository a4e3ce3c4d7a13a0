#pragma once

#include "commands/context.hpp"
#include "database/name_lock.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// The lock for the target's name. As soon as it is held, what a killed run left behind is removed.
class DatabaseLock {
  public:
    DatabaseLock(const Context& context, postgres::Session& maintenance);

  private:
    database::NameLock lock_;
};

} // namespace pgslate::commands
