// Names that can be known without waiting, for whoever completes a command line.
#pragma once

#include "config/environment.hpp"
#include "config/target.hpp"

#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::commands {

struct DeclaredNames {
    std::set<std::string> schemas;                        ///< with something in it, or declared
    std::set<std::pair<std::string, std::string>> tables; ///< and views: schema and name
};

/// What models declare; of models that can't be read as a whole, what those say that can be read
/// alone. Throws Error if there are none.
DeclaredNames declared_names(const config::Models& models);

/// The databases that can be connected to on the target's server, templates left out. Nothing of
/// a server that does not let the role in, or does not answer within that time; a host's name may
/// take longer to be looked up. A private server is not started.
std::vector<std::string> database_names(const config::Target& target,
                                        const config::Environment& environment,
                                        std::chrono::milliseconds time);

} // namespace pgslate::commands
