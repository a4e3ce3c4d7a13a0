#pragma once

#include "base/new_files.hpp"

#include <filesystem>
#include <vector>

namespace pgslate::commands {

struct Init {
    std::vector<std::filesystem::path> written;
    std::vector<std::filesystem::path> schemas; ///< written, too
    bool had_models = false;                    ///< `schemas` has some
};

/// Writes a `pgslate.toml` into `folder`, and a first model, `schemas/user.toml`, unless there are
/// models already: a sample among them would become a table of their database. Those of `schemas`
/// that are not there yet it writes, too; editors understand both by them. Throws Error, having
/// written nothing, if one of the two is there already.
Init init(const std::filesystem::path& folder, const std::vector<NewFile>& schemas);

} // namespace pgslate::commands
