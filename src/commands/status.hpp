#pragma once

#include "commands/context.hpp"
#include "commands/presence.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "database/name_lock.hpp"
#include "postgres/session.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::commands {

struct Status {
    postgres::ServerFacts server;
    std::string source; ///< where the target was said
    std::string database;
    std::optional<database::Properties> properties; ///< nothing: there is no such database
    std::string protected_by;                       ///< empty: it is not protected
    std::vector<std::filesystem::path> model_files;
    std::vector<Declared> objects;
    std::optional<database::Holder> busy;       ///< another pgslate that works on the database
    std::vector<database::Temporary> leftovers; ///< of runs that ended early, if nobody is busy

    bool in_sync() const;
};

/// Reads what the target is and which of the declared objects are there. Changes nothing.
Status status(const Context& context);

} // namespace pgslate::commands
