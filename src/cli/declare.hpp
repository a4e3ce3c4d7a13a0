// The command line as CLI11 is told of it. Private to this room: see parse.hpp for what comes out.
#pragma once

#include "cli/command.hpp"
#include "cli/options.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace pgslate::cli {

/// What CLI11 writes into while it parses; becomes Options afterwards.
struct Draft {
    Options options;
    std::string wait;
    std::string color = "auto";
    const Command* chosen = nullptr;
};

/// Whether a command is declared.
using Wanted = std::function<bool(const Command& command)>;

/// Makes every command that is `wanted` known to `app`, with its options and flags, which `app`
/// writes into `draft`; both have to stay where they are.
void declare(CLI::App& app, Draft& draft, const Wanted& wanted);

/// Makes the options known to `app` that this command has and not every other.
void declare_own(CLI::App& app, const Command& command, Options& options);

/// Refuses what is none of the words of that type (value_type.hpp).
CLI::Validator one_of(const char* type);

/// Refuses what is no number from `least` to `most`, and says so.
CLI::Validator whole_number(int least, int most);

} // namespace pgslate::cli
