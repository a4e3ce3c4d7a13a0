#include "commands/init.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"

#include <string_view>
#include <system_error>
#include <utility>

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

} // namespace

std::vector<fs::path> init(const fs::path& folder) {
    const std::vector<std::pair<fs::path, std::string_view>> files = {
        {(folder / "pgslate.toml").lexically_normal(), project_file},
        {(folder / "schemas" / "user.toml").lexically_normal(), first_model}};
    for (const auto& [path, text] : files)
        if (fs::exists(fs::symlink_status(path)))
            throw Error(ExitStatus::failed, format("{} is there already", path.string()),
                        {"`pgslate init` writes into a fresh project and overwrites nothing."});
    std::error_code error;
    fs::create_directories(folder / "schemas", error);
    if (error)
        throw Error(ExitStatus::failed,
                    format("cannot make {}: {}", (folder / "schemas").string(), error.message()));
    std::vector<fs::path> written;
    for (const auto& [path, text] : files) {
        write_file(path, text, Existing::refuse);
        written.push_back(path);
    }
    return written;
}

} // namespace pgslate::commands
