#pragma once

#include "base/trust.hpp"
#include "config/profile.hpp"
#include "config/toml_file.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace pgslate::config {

/// Where the relative paths of a file start, and where they are looked at from.
struct Folders {
    std::filesystem::path file; ///< the folder of the file, absolute
    std::filesystem::path cwd;
    Trust trust; ///< in whom, for programs that the file names
};

/// Reads one `[profile.NAME]`; what is wrong with it is noted in `file`.
Profile read_profile(TomlFile& file, const Entry& entry, const Folders& folders);

/// Reads a `models` key, of the file or of a profile.
std::optional<Setting<std::vector<std::filesystem::path>>>
read_models(TomlFile& file, const Entry& entry, const Folders& folders);

} // namespace pgslate::config
