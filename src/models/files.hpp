// Finding model files.
#pragma once

#include "base/error.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::models {

/// The `*.toml` and `*.sql` files at `paths`, each once, in a stable order: paths as given, the
/// files of a folder by name, folders inside folders included. Hidden files and folders, and
/// `pgslate.toml`, are passed over. What can't be used (a path that isn't there, a folder without
/// models, links that go round in a loop) is added to `problems`.
std::vector<std::filesystem::path> find_files(const std::vector<std::filesystem::path>& paths,
                                              std::vector<Problem>& problems);

} // namespace pgslate::models
