#pragma once

#include <filesystem>
#include <vector>

namespace pgslate::commands {

struct Init {
    std::vector<std::filesystem::path> written;
    bool had_models = false; ///< `schemas` has some
};

/// Writes a `pgslate.toml` into `folder`, and a first model, `schemas/user.toml`, unless there are
/// models already: a sample among them would become a table of their database. Throws Error, having
/// written nothing, if one of them is there already.
Init init(const std::filesystem::path& folder);

} // namespace pgslate::commands
