#include "local/dump_program.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "config/connection_text.hpp"
#include "local/child_process.hpp"
#include "local/postgres_binaries.hpp"

#include <algorithm>
#include <charconv>

namespace pgslate::local {
namespace {

// "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
std::string version_of(const std::filesystem::path& file, const config::Environment& environment) {
    const auto said = output_of({file.string(), "--version"}, environment);
    constexpr std::string_view mark = "(PostgreSQL) ";
    const auto at = said.find(mark);
    if (at == std::string::npos) return {};
    const auto rest = said.substr(at + mark.size());
    return rest.substr(0, rest.find_first_of(" \n"));
}

int major_of(const std::string& version) {
    int major = 0;
    std::from_chars(version.data(), version.data() + version.size(), major);
    return major;
}

[[noreturn]] void none_will_do(const std::vector<std::string>& seen, int server_major) {
    const auto found = seen.empty() ? std::string("was not found")
                                    : format("was found only as {}", join(seen, ", "));
    throw Error(ExitStatus::refused,
                format("a witness was asked for, and pg_dump {}; nothing was changed", found),
                {format("A server of version {0} takes pg_dump of that version or a later one: "
                        "`apt-get install postgresql-client-{0}`. PGSLATE_PG_BINDIR names the "
                        "folder that holds it.",
                        server_major)});
}

// Arguments are there for everybody on the machine to see; the environment is not. All else that
// libpq was told stands among the keywords of a connection that has been there.
std::vector<std::string> environment_for(const postgres::ConnectionParameters& connection,
                                         const config::Environment& environment) {
    auto result = server_environment(environment);
    if (const auto home = environment.get("HOME")) result.push_back(format("HOME={}", *home));
    for (const auto& [keyword, value] : connection.keywords)
        if (keyword == "password" && !value.empty())
            result.push_back(format("PGPASSWORD={}", value));
    return result;
}

std::string last_line(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

} // namespace

DumpProgram find_dump_program(const config::Environment& environment, int server_major) {
    std::vector<std::string> seen;
    for (const auto& folder : program_folders(environment)) {
        const auto file = folder / "pg_dump";
        const auto version = version_of(file, environment);
        if (version.empty()) continue;
        if (major_of(version) >= server_major) return {file, version};
        auto words = format("{} in {}", version, folder.string());
        if (std::ranges::count(seen, words) == 0) seen.push_back(std::move(words));
    }
    none_will_do(seen, server_major);
}

std::string dumped_schema(const DumpProgram& program,
                          const postgres::ConnectionParameters& connection,
                          const config::Environment& environment) {
    auto said = said_by(
        {.command = {program.file.string(), "--schema-only", "--no-owner", "--no-privileges",
                     "--no-security-labels", "--no-subscriptions", "--no-tablespaces",
                     "--lock-wait-timeout=60s", "--no-password", "--dbname",
                     config::connection_string(config::without_secrets(connection.keywords),
                                               connection.database)},
         .environment = environment_for(connection, environment),
         .user = std::nullopt});
    if (said.succeeded) return std::move(said.text);
    throw Error(ExitStatus::failed, format("pg_dump cannot look at database {}: {}",
                                           in_quotes(connection.database), last_line(said.text)));
}

} // namespace pgslate::local
