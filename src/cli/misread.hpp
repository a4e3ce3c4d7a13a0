// Answers to command lines that ask for no command. Private to this room: it sees CLI11.
#pragma once

#include "cli/parse.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

/// What is wrong, and what to do next.
Answer wrong(std::string_view message, std::vector<std::string> hints = {});

/// The same error; at its end it says whose help to read: that of the command that was named.
Error pointing_to_help(const Error& error, const CLI::App& app);

/// The innermost of the commands that were named; the program itself if there is none.
struct Named {
    const CLI::App* app;
    std::string path; ///< what stands before its name: "pgslate local"

    bool is_command() const { return app->get_subcommands({}).empty(); }
};
Named innermost(const CLI::App& app);

Answer version_answer();

/// `--help` or `-h` was given.
Answer help_asked_for(const CLI::App& app, const std::vector<std::string>& arguments);

/// There is no command, or its name is among `unplaced`, the words that CLI11 could not place.
Answer no_command(const CLI::App& app, const std::vector<std::string>& unplaced);

/// Something is on the command line that CLI11 could not place.
Answer unexpected(const CLI::App& app);

} // namespace pgslate::cli
