#pragma once

#include "config/folders.hpp"
#include "config/model_list.hpp"
#include "config/toml_file.hpp"

#include <optional>

namespace pgslate::config {

/// Reads a `models` key, of the file or of a profile: paths, and `{ command = ["PROGRAM", ...] }`.
/// What is wrong with it is noted in `file`; nothing is run yet.
std::optional<ModelList> read_models(TomlFile& file, const Entry& entry, const Folders& folders);

} // namespace pgslate::config
