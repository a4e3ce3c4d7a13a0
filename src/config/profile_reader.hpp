#pragma once

#include "config/folders.hpp"
#include "config/profile.hpp"
#include "config/toml_file.hpp"

namespace pgslate::config {

/// Reads one `[profile.NAME]`; what is wrong with it is noted in `file`.
Profile read_profile(TomlFile& file, const Entry& entry, const Folders& folders);

} // namespace pgslate::config
