#pragma once

#include "config/target.hpp"

#include <string>

namespace pgslate::config {

/// The options of the command line that say what the target is, each behind a space, as a shell
/// reads them: " --profile staging --database shop", for a command that is told as the next step.
/// Instead of a URL that may hold a secret stands URL.
std::string given_options(const TargetChoice& choice);

} // namespace pgslate::config
