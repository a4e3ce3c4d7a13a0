// A project for a database that is there already.
#pragma once

#include "commands/context.hpp"
#include "commands/dump.hpp"
#include "commands/known_others.hpp"

#include <filesystem>
#include <string>

namespace pgslate::commands {

/// Throws Error if the folder has a pgslate.toml or models: nothing is written beside those.
void refuse_to_adopt_into(const std::filesystem::path& folder);

struct Adoption {
    Dump dump; ///< a file for each table or type
    KnownOthers others;
    std::string project_file;    ///< the text of pgslate.toml; without the password
    bool needs_password = false; ///< from the variable that it names
};

/// The variable that holds the password, if there is one.
inline constexpr const char* adopted_password = "DATABASE_PW";

/// Reads the target's database, and says it as models and a pgslate.toml. Throws Error, also if
/// there is nothing to say.
Adoption adopt(const Context& context);

} // namespace pgslate::commands
