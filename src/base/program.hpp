// Programs that a configuration names, for what they print.
#pragma once

#include "base/interruption.hpp"
#include "base/place.hpp"
#include "base/trust.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate {

/// A program as a configuration names it.
struct Program {
    std::vector<std::string> words; ///< the program and its arguments; at least the program
    std::filesystem::path folder;   ///< where it is run
    Trust trust;                    ///< whose it may be, if it is named by a path
    Place place;                    ///< where it is named
};

/// What a program that is run may do.
struct ProgramLimits {
    std::size_t most;          ///< bytes that it may print
    std::string_view too_much; ///< the complaint about one that prints more
    bool asks = false;         ///< its stdin is ours, not /dev/null
    /// How long those that it leaves behind with its output open may print nothing: then it has not
    /// printed all. Zero: what they print does not count.
    std::chrono::milliseconds silence{};
    Interruption* interruption; ///< which ends it
};

struct ProgramResult {
    std::string output;    ///< what it wrote to stdout
    std::string complaint; ///< "cannot be run: ...", "ended with status 1"; empty if all went well
    bool ran = false;
};

/// The words that name files: the program, unless it is looked for in PATH, and those of its
/// arguments that are files in its folder or elsewhere.
std::vector<std::string> words_of_files(const Program& program);

/// Which of a program's words may name a file that has to be trusted.
enum class TrustedWords { program, all };

/// Throws Error (ExitStatus::bad_configuration) if others than it trusts could have written the
/// program, or a file that its arguments name. One that is looked for in PATH is as good as PATH.
/// `named_by`, a whole sentence, says where the program is named.
void check_trusted(const Program& program, TrustedWords which, const std::string& named_by);

/// Runs a program found through PATH, without a shell, and waits for its end. Its stderr is ours,
/// so that it can explain. Throws Error if it is interrupted.
ProgramResult run_program(const Program& program, const ProgramLimits& limits);

} // namespace pgslate
