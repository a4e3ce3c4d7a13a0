#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pgslate::config {

struct ProgramResult {
    std::string output;    ///< what it wrote to stdout
    std::string complaint; ///< "cannot be run: ...", "ended with status 1"; empty if all went well
};

/// Runs a program found through PATH, without a shell, in `folder`, and waits for its end. Its
/// stdin and stderr are ours, so that it can ask and explain.
ProgramResult run_program(const std::vector<std::string>& command,
                          const std::filesystem::path& folder);

} // namespace pgslate::config
