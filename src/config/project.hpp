// pgslate.toml: where it is, and what it says.
#pragma once

#include "base/trust.hpp"
#include "config/profile.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::config {

inline constexpr const char* project_file_name = "pgslate.toml";

struct Project {
    std::filesystem::path folder;              ///< absolute: where the file is, or the current one
    std::optional<std::filesystem::path> file; ///< absolute; nothing if there is none
    std::optional<Setting<std::string>> default_profile;
    ModelList models;
    std::vector<std::string> ignore; ///< for all profiles: patterns of what is somebody else's
    std::vector<Profile> profiles;
    Trust trust;                       ///< in whom, for what the file leads to
    std::vector<std::string> warnings; ///< for the caller to show
};

/// Reads the pgslate.toml in `cwd` or the nearest folder above it that has one, or the file
/// `config` names. One that was only found has to belong to the user or root, and so have the
/// folders from the current one upwards; nobody else may write them. Without a file the project is
/// `cwd`, with models in `schemas`. Paths of models
/// are relative to the file; those that lie in `cwd` come out relative to it, others absolute,
/// which is how a person there would write them.
///
/// Throws Error with ExitStatus::bad_configuration and everything that is wrong with the file.
Project find_project(const std::filesystem::path& cwd,
                     const std::optional<std::string>& config = std::nullopt);

/// The profile of that name. Throws Error that names the known ones.
const Profile& find_profile(const Project& project, const Setting<std::string>& name);

} // namespace pgslate::config
