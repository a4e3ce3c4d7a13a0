// What becomes of a dump, whoever asked for it.
#pragma once

#include "base/new_files.hpp"
#include "cli/command.hpp"
#include "commands/dump.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::cli {

/// The models, relative to their folder.
std::vector<NewFile> model_files_of(const commands::Dump& dump);

/// Names the models in which something may be a secret, where none was asked for: the names that
/// values are given to tell. `folder` is where they are.
void tell_secrets_in(const Invocation& invocation, const std::filesystem::path& folder,
                     const std::vector<NewFile>& files);

/// Says what is not among them, and for which secrets placeholders stand.
void tell_left_out(const Invocation& invocation, const commands::Dump& dump);

} // namespace pgslate::cli
