// Files that set variables, as `.env`: named by --env-file, or by `env_file` of a profile.
#pragma once

#include "base/trust.hpp"
#include "config/environment.hpp"
#include "config/setting.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pgslate::config {

struct EnvFiles {
    Environment variables{};       ///< that they set; later files win over earlier ones
    std::vector<Problem> warnings; ///< for the caller to show
};

/// Reads the files that `named_by` named; messages show their paths as seen from
/// the current folder. Variables of
/// `around` go before theirs in ${NAME}. Throws Error if one can't be read, is no .env file, or if
/// others than `trust` says could have written it.
EnvFiles read_env_files(const Setting<std::vector<std::filesystem::path>>& files,
                        const Trust& trust, const Environment& around);

/// The process's variables and those of the files of --env-file, as though these had been exported
/// before the start; those of the process win. A warning names each of ours that does.
EnvFiles with_env_files(const std::vector<std::string>& files, const Environment& process);

/// `POSTGRES_URL`, or `POSTGRES_URL (.env:3)` if a file sets it.
std::string variable_in_words(const std::string& variable, const Environment& environment);

} // namespace pgslate::config
