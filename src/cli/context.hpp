#pragma once

#include "cli/command.hpp"
#include "commands/context.hpp"

namespace pgslate::cli {

/// What the command room needs, made of the command line and the environment: the target, who is
/// asked for consent, and where words go. Warnings of the configuration are shown at once.
commands::Context context_of(const Invocation& invocation);

/// Shows a warning on standard error.
void warn(const Invocation& invocation, const Problem& problem);

/// The models, for what needs no server.
config::Models models_of(const Invocation& invocation);

} // namespace pgslate::cli
