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
    std::vector<std::string> left;              ///< templates that others may be made of
    std::vector<std::string> prepared;          ///< templates that another pgslate is at, left too
    std::vector<std::string> kept_templates;    ///< of the models, since Stock::kept
    std::vector<std::string> kept_spares;       ///< for the database, likewise
};

/// Whether to drop the templates of the models and the spares for the database, too.
enum class Stock { kept, dropped };

/// Drops the target's database, if it is there. Where there is none of the name that was chosen for
/// this once, that may be misspelt: what others share with it is left.
Drop drop(const Context& context, Stock stock);

} // namespace pgslate::commands
