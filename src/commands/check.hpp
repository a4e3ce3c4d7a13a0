#pragma once

#include "commands/context.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::commands {

struct Check {
    std::vector<std::filesystem::path> files;
    std::size_t objects = 0;
    std::optional<std::size_t> statements; ///< that a scratch database took; nothing: not tried
    /// Statements that did not run there: they change more than one database, or ask for rows.
    struct LeftOut {
        std::string opening; ///< the words that it begins with
        Place place;
    };
    std::vector<LeftOut> left_out;
};

/// Reads the models at `paths`. Throws Error (65) with everything that is wrong.
Check check(const config::Models& paths, const std::function<void(const Problem&)>& warn,
            Interruption* interruption);

/// The same, and builds them in a scratch database on the target's server.
Check check_on_server(const Context& context);

} // namespace pgslate::commands
