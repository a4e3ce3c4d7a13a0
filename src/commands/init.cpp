#include "commands/init.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands/editor_schemas.hpp"
#include "models/files.hpp"

#include <string_view>

namespace pgslate::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view project_file =
    R"TOML(# Where pgslate finds its databases: see pgslate.toml(5).
default_profile = "development"
models = ["schemas"]

[profile.development]
local = true    # a private server of this project's, started when it is needed

# [profile.staging]
# url       = "db.example.org:5432"
# user      = "app"
# password  = { env = "STAGING_PW" }
# database  = "app"
# protected = true
)TOML";

constexpr std::string_view first_model =
    R"TOML(# What the database should contain: see pgslate-models(5).
[table.user]
comment = "People who can log in"

[table.user.columns]
id      = { type = "integer", primary_key = true }
name    = { type = "varchar(200)", nullable = false, unique = true }
made_at = { type = "timestamptz", nullable = false, default = "now()" }
)TOML";

bool is_there(const fs::path& path) {
    return fs::exists(fs::symlink_status(path));
}

bool has_models(const fs::path& folder) {
    std::vector<Problem> unreadable;
    return is_there(folder) && !models::find_files({folder}, unreadable).empty();
}

} // namespace

Init init(const fs::path& folder, const std::vector<NewFile>& schemas) {
    Init result{.written = {}, .schemas = {}, .had_models = has_models(folder / "schemas")};
    std::vector<NewFile> files = {
        {"pgslate.toml", schema_line("", schema_path("config")) + std::string(project_file)}};
    if (!result.had_models)
        files.push_back({"schemas/user.toml",
                         schema_line("schemas", schema_path("models")) + std::string(first_model)});
    for (const auto& file : files) {
        result.written.push_back((folder / file.path).lexically_normal());
        if (is_there(result.written.back()))
            throw Error(ExitStatus::failed,
                        format("{} is there already", result.written.back().string()),
                        {"`pgslate init` writes into a fresh project and overwrites nothing."});
    }
    for (const auto& schema : schemas) {
        const auto path = (folder / schema.path).lexically_normal();
        if (is_there(path)) continue;
        result.schemas.push_back(path);
        files.push_back(schema);
    }
    write_files(folder, files, Existing::refuse);
    return result;
}

} // namespace pgslate::commands
