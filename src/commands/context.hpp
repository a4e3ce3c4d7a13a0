// What every command is given. Commands run without a terminal: whoever calls them decides what
// becomes of their words.
#pragma once

#include "base/error.hpp"
#include "config/environment.hpp"
#include "config/target.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

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
    config::Environment environment;
    Consent consent;
    /// Hears each thing at the moment it happens: "Creating database."
    std::function<void(std::string_view)> say = [](std::string_view) {};
    /// Hears what looks wrong but ends nothing.
    std::function<void(const Problem&)> warn = [](const Problem&) {};
    /// How long to wait for the server first; nothing: not at all.
    std::optional<std::chrono::milliseconds> wait;
};

} // namespace pgslate::commands
