#pragma once

#include "base/error.hpp"
#include "cli/command.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pgslate::cli {

/// A command line that asks for a command.
struct Request {
    const Command* command;
    Options options;
};

/// A command line that is answered without one: help, version, or what is wrong with it.
struct Answer {
    std::string text; ///< help or version, in lines of any width
    ExitStatus status{};
    std::optional<Error> error; ///< what is wrong
};

/// Reads a command line, without the program's name. Prints nothing, touches nothing.
std::variant<Request, Answer> parse(const std::vector<std::string>& arguments);

} // namespace pgslate::cli
