// What becomes of a dump, whoever asked for it.
#pragma once

#include "base/new_files.hpp"
#include "cli/command.hpp"
#include "commands/dump.hpp"

#include <vector>

namespace pgslate::cli {

/// The models, relative to their folder.
std::vector<NewFile> model_files_of(const commands::Dump& dump);

/// Says what is not among them, and for which secrets placeholders stand.
void tell_left_out(const Invocation& invocation, const commands::Dump& dump);

} // namespace pgslate::cli
