#pragma once

#include "commands/context.hpp"
#include "commands/presence.hpp"
#include "database/database.hpp"
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

    bool in_sync() const;
};

/// Reads what the target is and which of the declared objects are there. Changes nothing.
Status status(const Context& context);

} // namespace pgslate::commands
