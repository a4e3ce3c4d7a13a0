#include "commands/adopt.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/known_names.hpp"
#include "config/hosts.hpp"
#include "config/percent_encoding.hpp"
#include "models/files.hpp"
#include "models/toml/write_value.hpp"
#include "postgres/server_error.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::commands {
namespace {

namespace fs = std::filesystem;
using models::toml_text;
using models::TomlPairs;

std::string value_of(const config::Keywords& keywords, std::string_view keyword) {
    const auto* const value = config::find_keyword(keywords, keyword);
    return value == nullptr ? std::string() : *value;
}

// As config::parse_address reads it. The short form has no port for a socket folder.
std::string url_of(const config::Keywords& keywords) {
    const auto host = value_of(keywords, "host");
    const auto port = value_of(keywords, "port");
    const bool socket = host.empty() || host.starts_with('/') || host.starts_with('@');
    if (socket)
        return !host.empty() && port == "5432"
                   ? host
                   : format("postgresql:///?host={}&port={}", config::percent_encode(host, "/"),
                            config::percent_encode(port));
    const auto hosts = config::split(host, ',');
    const auto ports = config::split(port, ',');
    std::vector<std::string> both;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        const bool address = hosts[i].find(':') != std::string_view::npos;
        both.push_back(address ? format("[{}]:{}", hosts[i], ports.at(i))
                               : format("{}:{}", hosts[i], ports.at(i)));
    }
    return format("{}", join(both, ","));
}

TomlPairs profile_of(const config::Target& target) {
    TomlPairs pairs;
    if (target.local) {
        pairs.push_back({"local", true});
    } else {
        pairs.push_back({"url", url_of(target.keywords)});
        pairs.push_back({"user", value_of(target.keywords, "user")});
        if (target.password) pairs.push_back({"password", TomlPairs{{"env", adopted_password}}});
    }
    pairs.push_back({"database", target.database});
    for (const auto& [keyword, value] : target.keywords)
        if (keyword != "host" && keyword != "port" && keyword != "user"
            && !config::is_secret_keyword(keyword))
            pairs.push_back({keyword, value});
    if (!target.local) pairs.push_back({"protected", true});
    return pairs;
}

std::string ignore_key(const config::Target& target, const KnownOthers& others) {
    if (target.ignore.empty() && others.ignored.empty()) return {};
    std::string text =
        "\n# Somebody else's: neither compared, nor made, altered or dropped.\nignore = [\n";
    for (const auto& pattern : target.ignore) text += format("    {},\n", toml_text(pattern));
    for (const auto& one : others.ignored)
        text += format("    {},  # {}\n", toml_text(one.pattern), one.whose);
    return text + "]\n";
}

std::string project_file_of(const config::Target& target, const KnownOthers& others) {
    auto text =
        format("# Where pgslate finds its databases: see pgslate.toml(5).\n"
               "default_profile = \"main\"\nmodels = [\"schemas\"]\n{}\n{}",
               ignore_key(target, others), models::toml_table("profile.main", profile_of(target)));
    if (target.local) return text;
    return text
           + format("\n{}", models::toml_table("profile.development",
                                               {{"local", true}, {"database", target.database}}));
}

// Nobody wants the database made that a project is to be made of: its name is wrong.
Error with_names_that_are_there(const Error& error, const Context& context) {
    constexpr std::size_t most = 20;
    auto problem = error.problems().front();
    if (problem.sqlstate != postgres::sqlstate::invalid_catalog_name) return error;
    auto names =
        database_names(context.target, context.environment, std::chrono::milliseconds(1000));
    names.resize(std::min(names.size(), most));
    if (names.empty()) return error;
    problem.hints = {format("The server has {}.", join(names, ", ")),
                     format("The target is from {}.", context.target.source)};
    return {error.status(), std::move(problem)};
}

} // namespace

void refuse_to_adopt_into(const fs::path& folder) {
    const auto file = (folder / "pgslate.toml").lexically_normal();
    if (fs::exists(fs::symlink_status(file)))
        throw Error(ExitStatus::failed, format("{} is there already", file.string()),
                    {"`pgslate init --from` writes into a fresh project and overwrites nothing; "
                     "name another folder behind it."});
    const auto models = (folder / "schemas").lexically_normal();
    std::vector<Problem> unreadable;
    if (fs::exists(fs::symlink_status(models)) && !models::find_files({models}, unreadable).empty())
        throw Error(ExitStatus::failed, format("{} holds models already", models.string()),
                    {"`pgslate init --from` writes none beside them; name another folder behind "
                     "it."});
}

Adoption adopt(const Context& context) {
    Adoption result;
    DumpChoice choice;
    choice.format = DumpFormat::toml;
    choice.layout = DumpLayout::file_per_object;
    const auto others = [&result](const catalog::Catalog& catalog) {
        result.others = known_others(catalog);
        return result.others.patterns();
    };
    try {
        result.dump = dump(context, choice, others);
    } catch (const Error& error) {
        throw with_names_that_are_there(error, context);
    }
    if (result.dump.files.empty())
        throw Error(ExitStatus::failed,
                    format("database {} has nothing that models could say",
                           in_quotes(context.target.database)),
                    {"Nothing was written; `pgslate init` writes a first model."});
    result.project_file = project_file_of(context.target, result.others);
    result.needs_password = context.target.password.has_value();
    return result;
}

} // namespace pgslate::commands
