#pragma once

#include "config/password.hpp"
#include "config/toml_file.hpp"

#include <filesystem>
#include <optional>

namespace pgslate::config {

/// Reads a `password` key: a string, `{ env = "NAME" }`, `{ file = "PATH" }` or
/// `{ command = ["PROGRAM", ...] }`; paths are relative to `folder`, and `trust` says whose a
/// program that is named by its path may be. Nothing is fetched yet. What is wrong with it is noted
/// in `file`.
std::optional<Setting<PasswordSource>> read_password(TomlFile& file, const Entry& entry,
                                                     const std::filesystem::path& folder,
                                                     const Trust& trust);

} // namespace pgslate::config
