// The one server, login and database a command works on, and where each part of that was said.
#pragma once

#include "base/trust.hpp"
#include "config/keywords.hpp"
#include "config/model_list.hpp"
#include "config/new_database.hpp"
#include "config/secret.hpp"
#include "config/setting.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::config {

/// What becomes of the password that a profile tells where to find.
enum class ProfilePassword {
    fetched,
    at_hand, ///< fetched, unless that takes running a program
    left_out
};

/// What the command line says about the target.
struct TargetChoice {
    std::optional<std::string> url;     ///< --url
    std::optional<std::string> profile; ///< --profile
    const char* option = nullptr; ///< what either stood behind, if not that: --like, --scratch
    std::optional<std::string> database;                 ///< --database: replaces the name only
    std::optional<std::string> config;                   ///< --config
    bool local = false;                                  ///< --local
    std::vector<std::string> env_files;                  ///< --env-file
    std::vector<std::string> models;                     ///< --models
    ProfilePassword password = ProfilePassword::fetched; ///< what the command has a use for
    std::optional<std::string> lock_timeout;
    std::optional<std::string> owner;
    std::optional<std::string> template_name; ///< --template
    std::optional<std::string> encoding;
    std::optional<std::string> locale;
    std::optional<bool> template_cache; ///< --template-cache, --no-template-cache
    std::optional<int> spares;          ///< --spares
};

/// Is a template database kept of what the models make, to be copied the next time?
enum class TemplateCache { none, where_it_pays, always };

/// Where the models are, and whose they may be: everybody's if the command line names them.
struct Models : ModelList {
    Trust trust;
};

struct Target {
    std::string source; ///< which of the sources it is, in words
    /// The options of the command line that said so, for a command that is told as the next step
    /// (given_options.hpp).
    std::string given_options;
    /// The profile that would have been it, in words, had the environment said nothing; or empty.
    std::string passed_over;
    /// libpq keywords without dbname and password: whole, because libpq finds no PGHOST and the
    /// like in the environment (cli/process.hpp). An empty host is libpq's own socket folder. Only
    /// the profile's own for a private server.
    Keywords keywords;
    std::optional<Secret> password; ///< nothing: libpq's own ways (PGPASSWORD, password file)
    std::string database;
    bool another_database = false; ///< than the source's own: --database names it
    bool local = false;            ///< the project's private server
    bool is_protected = false;
    std::string protected_by; ///< where that is said, or empty
    Setting<std::chrono::milliseconds> lock_timeout;
    NewDatabase new_database;
    TemplateCache template_cache = TemplateCache::none;
    int spares = 0; ///< so many databases are prepared in advance, from that template
    std::vector<std::string> ignore; ///< patterns of what is somebody else's (plan/others.hpp)
    std::optional<Secret> scratch;   ///< the profile's URL of a server for scratch databases
    Models models;
    std::filesystem::path folder;              ///< the project's, absolute
    std::optional<std::filesystem::path> file; ///< the project's pgslate.toml, absolute
    std::vector<Problem> warnings;             ///< for the caller to show
};

} // namespace pgslate::config
