#pragma once

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/progress.hpp"
#include "config/environment.hpp"
#include "config/target.hpp"
#include "live/snapshot.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace pgslate::desired {

/// What there is to know for finding out what a database should be.
struct Request {
    config::Target target;
    std::optional<config::Target> like; ///< the declared state is this database's, not the models'
    std::optional<config::Target> scratch; ///< the server that models are tried on
    /// Whether to know what needs what in the declared state: only whoever alters a database does.
    live::Dependencies dependencies = live::Dependencies::none;
    bool fresh = false; ///< nothing that was found out by earlier runs is used
    config::Environment environment;
    Interruption* interruption = nullptr; ///< SIGINT and SIGTERM; nullptr: nobody listens
    Progress* progress = nullptr;         ///< who is told how it gets on; nullptr: nobody
    /// Hears what looks wrong but ends nothing.
    std::function<void(const Problem&)> warn = [](const Problem&) {};
    /// Hears what is worth knowing but no result.
    std::function<void(std::string_view)> note = [](std::string_view) {};
    /// Hears what only matters to whoever wants to know more.
    std::function<void(std::string_view)> detail = [](std::string_view) {};
};

} // namespace pgslate::desired
