// Running a program as a person or a script would: from outside, in an environment of its own.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pgslate::testing {

using Variables = std::map<std::string, std::string>;

/// A program, and everything it is given.
struct Program {
    std::vector<std::string> arguments;
    /// All of its environment, but for PATH and the settings of sanitizers, which it has from here.
    Variables environment;
    std::filesystem::path folder = "/";
    int columns = 80;                    ///< of the terminal that it runs in, if any
    std::string input;                   ///< its standard input
    std::string binary = PGSLATE_BINARY; ///< an absolute path
    std::chrono::milliseconds timeout = std::chrono::seconds(60); ///< then it is killed
    std::function<void(pid_t)> on_start; ///< told its process id, once it has one; may be empty
};

/// How a program ended, and what it wrote.
struct Ended {
    int status = 0;  ///< exit status; 128 + its number if a signal ended it
    std::string out; ///< standard output; in a terminal, all that appeared there, where "\r"
                     ///< alone goes back to the beginning of the line
    std::string err; ///< standard error; empty in a terminal
    std::chrono::milliseconds took{};
};

/// Runs a program to its end, which includes that of everybody who holds its output open. Throws
/// std::runtime_error when the time is up.
Ended run(const Program& program);

/// What a person types once `prompt` has appeared.
struct Typing {
    std::string prompt;
    std::string text; ///< with "\n" for Enter
};

/// Runs a program in a terminal, an xterm unless its environment says another; `input` is not used.
Ended run_in_terminal(const Program& program, const std::vector<Typing>& typing = {});

} // namespace pgslate::testing
