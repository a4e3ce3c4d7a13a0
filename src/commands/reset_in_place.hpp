#pragma once

#include "catalog/identity.hpp"
#include "commands/context.hpp"

#include <vector>

namespace pgslate::commands {

struct InPlace {
    std::string database;
    std::vector<std::string> schemas;      ///< that were emptied
    std::size_t dropped = 0;               ///< objects that were in them
    std::size_t statements = 0;            ///< that built the models
    std::vector<catalog::Identity> made{}; ///< what they contain
    bool only_rows = false;                ///< everything was there, and only rows went
    std::size_t emptied = 0;               ///< tables that may have had some, then
};

/// Empties the schemas that the models are about, and builds the models in them, all in one
/// transaction of the target's database: its clients see the old or the new. The database, the
/// schemas, extensions and whatever stands elsewhere stay; nothing is changed if something of that
/// would be lost. Where an earlier one has left just that, only rows go. Throws Error; 78 if there
/// is no such database.
InPlace reset_in_place(const Context& context);

} // namespace pgslate::commands
