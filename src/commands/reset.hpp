#pragma once

#include "catalog/identity.hpp"
#include "commands/context.hpp"
#include "database/sessions.hpp"

#include <vector>

namespace pgslate::commands {

struct Reset {
    /// Where what is in the new one comes from.
    enum class Source {
        models,    ///< built
        template_, ///< copied from what was built before
        spare      ///< so copied before it was wanted
    };
    std::string database;
    bool deleted = false;                       ///< there was one before
    std::size_t statements = 0;                 ///< that built the new one
    std::vector<catalog::Identity> made{};      ///< what is in it
    std::vector<database::Client> disconnected; ///< whose sessions were ended
    bool dropped_behind = false;                ///< nobody waits until the one before is dropped
    Source source = Source::models;
};

/// Destroys the target's database, if it is there, and creates it again with everything the models
/// declare. The models are read before anything is touched.
Reset reset(const Context& context);

} // namespace pgslate::commands
