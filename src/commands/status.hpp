#pragma once

#include "commands/context.hpp"
#include "commands/stock_key.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "database/name_lock.hpp"
#include "plan/difference.hpp"
#include "postgres/session.hpp"

#include <filesystem>
#include <map>
#include <vector>

namespace pgslate::commands {

struct Status {
    postgres::ServerFacts server;
    std::string source; ///< where the target was said
    std::string database;
    std::optional<database::Properties> properties; ///< nothing: there is no such database
    std::string protected_by;                       ///< empty: it is not protected
    std::string like;        ///< the database that this one is compared with; empty: the models
    std::string like_source; ///< where that was said
    std::vector<std::filesystem::path> model_files;
    std::size_t printed_models = 0;             ///< those of them that commands print
    std::size_t objects = 0;                    ///< that the models declare
    std::vector<plan::Difference> differences;  ///< between the models and the database
    std::map<catalog::Identity, Place> places;  ///< where what is missing or different is declared
    std::vector<std::string> unknown;           ///< what the database contains and nobody compares
    std::optional<database::Holder> busy;       ///< another pgslate that works on the database
    std::vector<database::Temporary> leftovers; ///< of runs that ended early, if nobody is busy
    std::vector<SeenStock> stock; ///< templates of the models, spares for the database

    bool in_sync() const;
};

/// Reads what the target is, and compares the database with the models. Changes nothing in it.
Status status(const Context& context);

} // namespace pgslate::commands
