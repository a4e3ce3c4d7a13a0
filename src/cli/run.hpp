#pragma once

#include "base/exit_status.hpp"

#include <string>
#include <vector>

namespace pgslate::cli {

/// Runs the program: reads the command line (without the program's name), runs the command, shows
/// what it returned or why it failed, and returns what the process is to end with.
ExitStatus run(const std::vector<std::string>& arguments);

} // namespace pgslate::cli
