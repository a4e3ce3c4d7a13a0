#pragma once

#include <filesystem>
#include <vector>

namespace pgslate::commands {

/// Writes a `pgslate.toml` and a first model, `schemas/user.toml`, into `folder`. Returns what was
/// written. Throws Error, having written nothing, if one of them is there already.
std::vector<std::filesystem::path> init(const std::filesystem::path& folder);

} // namespace pgslate::commands
