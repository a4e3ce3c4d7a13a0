#pragma once

#include <filesystem>

namespace pgslate::config {

/// The folder, absolute, without a slash at its end.
std::filesystem::path folder_path(const std::filesystem::path& path);

/// `path` as a person in `cwd` would write it; relative to `cwd` where it lies in it, absolute
/// elsewhere.
std::filesystem::path seen_from(const std::filesystem::path& cwd,
                                const std::filesystem::path& path);

} // namespace pgslate::config
