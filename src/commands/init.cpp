#include "commands/init.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/new_files.hpp"

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

} // namespace

std::vector<fs::path> init(const fs::path& folder) {
    const std::vector<NewFile> files = {{"pgslate.toml", std::string(project_file)},
                                        {"schemas/user.toml", std::string(first_model)}};
    std::vector<fs::path> written;
    for (const auto& file : files) {
        written.push_back((folder / file.path).lexically_normal());
        if (fs::exists(fs::symlink_status(written.back())))
            throw Error(ExitStatus::failed, format("{} is there already", written.back().string()),
                        {"`pgslate init` writes into a fresh project and overwrites nothing."});
    }
    write_files(folder, files, Existing::refuse);
    return written;
}

} // namespace pgslate::commands
