#pragma once

#include "base/trust.hpp"

#include <filesystem>

namespace pgslate::config {

/// Where the relative paths of a file start, and where they are looked at from.
struct Folders {
    std::filesystem::path file; ///< the folder of the file, absolute
    std::filesystem::path cwd;
    Trust trust; ///< in whom, for what the file names
};

} // namespace pgslate::config
