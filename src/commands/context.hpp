// What every command is given. Commands run without a terminal: whoever calls them decides what
// becomes of their words.
#pragma once

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/progress.hpp"
#include "config/environment.hpp"
#include "config/target.hpp"
#include "database/waiting.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// How the user confirms that a database may be destroyed.
struct Consent {
    bool yes = false;                   ///< --yes
    std::optional<std::string> confirm; ///< --confirm NAME
    /// Asks a person a question and returns the answer; empty where there is nobody to ask.
    std::function<std::string(std::string_view)> ask;
};

struct Context {
    config::Target target;
    std::optional<config::Target> like; ///< the declared state is this database's, not the models'
    std::optional<config::Target> scratch; ///< the server that models are tried on
    std::vector<std::string> renames;      ///< plan, apply: `OLD=NEW`, as they were typed
    bool fresh = false;                    ///< nothing that was found out by earlier runs is used
    config::Environment environment;
    Consent consent;
    /// Is it waited for until what was replaced is dropped? Nothing: elsewhere than on this
    /// machine.
    std::optional<bool> wait_for_drop;
    /// Hears each thing at the moment it happens: "Creating database."
    std::function<void(std::string_view)> say = [](std::string_view) {};
    /// Hears what is worth knowing but no result: "Waiting for another pgslate ..."
    std::function<void(std::string_view)> note = [](std::string_view) {};
    /// Hears what only matters to whoever wants to know more.
    std::function<void(std::string_view)> detail = [](std::string_view) {};
    /// Hears what looks wrong but ends nothing.
    std::function<void(const Problem&)> warn = [](const Problem&) {};
    /// SIGINT and SIGTERM; nullptr: they end the process by themselves.
    Interruption* interruption = nullptr;
    /// Who is told what is being done and how far it is; nullptr: nobody.
    Progress* progress = nullptr;
    /// How long to wait for the server first; nothing: not at all.
    std::optional<std::chrono::milliseconds> wait;
    /// Hears how waiting goes; may be empty.
    database::WaitingListener waiting;
};

} // namespace pgslate::commands
