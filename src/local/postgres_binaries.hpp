// PostgreSQL's own programs on this machine.
#pragma once

#include "config/environment.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::local {

/// A folder with `initdb` and `postgres` in it.
struct Binaries {
    std::filesystem::path folder;
    int major = 0;       ///< 13 to 18
    std::string version; ///< as `postgres --version` says it: "15.18"
};

/// The first installation that is good for a private server: PGSLATE_PG_BINDIR alone if it is set,
/// else the first of PATH, `pg_config --bindir` and the packages' own folders, newest first.
/// With `major`, only one of that version will do. Throws Error: 78 if PGSLATE_PG_BINDIR is set to
/// a folder that is no good, 69 if nothing is found.
Binaries find_binaries(const config::Environment& environment,
                       std::optional<int> major = std::nullopt);

/// The folders that find_binaries tries without PGSLATE_PG_BINDIR, in order.
std::vector<std::filesystem::path> binary_folders(const config::Environment& environment);

/// The folders in which to look for PostgreSQL's other programs: PGSLATE_PG_BINDIR alone if it is
/// set, else those.
std::vector<std::filesystem::path> program_folders(const config::Environment& environment);

/// The first of the folders that will do. Throws Error (69) that names the package to install.
Binaries choose_binaries(const std::vector<std::filesystem::path>& folders,
                         const config::Environment& environment,
                         std::optional<int> major = std::nullopt);

} // namespace pgslate::local
