#pragma once

#include "commands/context.hpp"
#include "database/sessions.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

struct Drop {
    std::string database;
    bool deleted = false;                       ///< false: there was none
    std::vector<database::Client> disconnected; ///< whose sessions were ended
    std::vector<std::string> stock;             ///< templates and spares that are dropped, too
};

/// Whether to drop the templates of the models and the spares for the database, too.
enum class Stock { kept, dropped };

/// Drops the target's database, if it is there.
Drop drop(const Context& context, Stock stock);

} // namespace pgslate::commands
