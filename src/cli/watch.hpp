#pragma once

#include "cli/command.hpp"

#include <functional>

namespace pgslate::cli {

/// Runs what may throw, and shows why it did.
using Guarded = std::function<ExitStatus(const std::function<ExitStatus()>&)>;

/// --watch: runs the command, and again whenever a model or pgslate.toml has changed; what goes
/// wrong is shown, and may be mended. Returns only if it can't begin, or the target has become one
/// that must not be watched: a signal ends the process. Throws Error.
ExitStatus watch(const Invocation& invocation, const Command& command, const Guarded& guarded);

} // namespace pgslate::cli
