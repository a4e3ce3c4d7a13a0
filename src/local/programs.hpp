// Where programs are found.
#pragma once

#include "config/environment.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::local {

/// Is it a file that may be run?
bool is_program(const std::filesystem::path& file);

/// The folders that PATH names. An empty or relative entry is whatever folder one happens to be in,
/// and is left out.
std::vector<std::filesystem::path> folders_on_path(const config::Environment& environment);

/// The first program of that name in these; nothing if there is none.
std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const config::Environment& environment);

} // namespace pgslate::local
