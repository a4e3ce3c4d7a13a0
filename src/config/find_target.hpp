#pragma once

#include "config/environment.hpp"
#include "config/target.hpp"

#include <filesystem>

namespace pgslate::config {

/// The target, from exactly one source: the first of the command line, the four POSTGRES_
/// variables, DATABASE_URL, libpq's variables, a profile. Paths of models are relative to `cwd` or
/// absolute. May run a profile's password command.
///
/// Throws Error: ExitStatus::usage if the command line contradicts itself, otherwise
/// ExitStatus::bad_configuration, with all problems of a source together.
Target find_target(const TargetChoice& choice, const Environment& environment,
                   const std::filesystem::path& cwd);

/// Only the models, for what needs no server; the same as find_target() would give.
Models find_models(const TargetChoice& choice, const Environment& environment,
                   const std::filesystem::path& cwd);

} // namespace pgslate::config
