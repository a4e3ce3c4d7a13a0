#pragma once

#include "cli/command.hpp"
#include "commands/context.hpp"
#include "report/json.hpp"

namespace pgslate::cli {

/// What the command room needs, made of the command line and the environment: the target, who is
/// asked for consent, and where words go. Warnings of the configuration are shown at once.
commands::Context context_of(const Invocation& invocation);

/// Shows a warning on standard error, and notes it for the JSON document.
void warn(const Invocation& invocation, const Problem& problem);

/// With --json, what a command answers, with the warnings that it gave.
void answer(const Invocation& invocation, report::Json::Object result);

/// Chooses another database by what the command line says of it: its URL, or a profile's name.
/// `option` is what that stood behind.
void choose(config::TargetChoice& choice, const std::string& name, const char* option);

/// The models, for what needs no server.
config::Models models_of(const Invocation& invocation);

} // namespace pgslate::cli
