#include "local/psql_program.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "config/connection_text.hpp"
#include "config/hosts.hpp"
#include "local/child_process.hpp"
#include "local/postgres_binaries.hpp"
#include "local/programs.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pgslate::local {
namespace {

std::string value_of(const postgres::Keywords& keywords, std::string_view keyword) {
    const auto* const value = config::find_keyword(keywords, keyword);
    return value == nullptr ? std::string() : *value;
}

std::string escaped(std::string_view field) {
    std::string text;
    for (const char c : field) {
        if (c == ':' || c == '\\') text += '\\';
        text += c;
    }
    return text;
}

// What libpq looks up: a host, its address where it has no name, and `localhost` for its own socket
// folder, whichever that is.
std::vector<std::string> looked_up(const postgres::Keywords& keywords) {
    std::vector<std::string> found;
    const auto hosts = value_of(keywords, "host");
    for (const auto host : config::split(hosts, ',')) {
        const bool socket = host.empty() || host.starts_with('/') || host.starts_with('@');
        if (!host.empty()) found.emplace_back(host);
        if (socket) found.emplace_back("localhost");
    }
    const auto addresses = value_of(keywords, "hostaddr");
    for (const auto address : config::split(addresses, ','))
        if (!address.empty()) found.emplace_back(address);
    return found;
}

// The path of a file that is in memory only and ends with the process, whatever that becomes
// meanwhile; nothing where there is none to be had, as without /proc.
std::string file_in_memory(const std::string& text) {
    const int file = ::memfd_create("pgslate-password", 0);
    auto path = format("/proc/self/fd/{}", file);
    const auto size = static_cast<ssize_t>(text.size());
    const bool good = file >= 0 && ::fchmod(file, S_IRUSR | S_IWUSR) == 0
                      && ::write(file, text.data(), text.size()) == size
                      && ::access(path.c_str(), R_OK) == 0;
    return good ? path : std::string();
}

// How psql gets to know the password. In a file it goes to these hosts only, and what psql starts
// does not find it among its variables; but a file has lines.
std::string handed_over(const postgres::Keywords& keywords) {
    const auto lines = password_lines(keywords);
    const auto file = lines.empty() ? std::string() : file_in_memory(lines);
    if (file.empty()) return format("PGPASSWORD={}", value_of(keywords, "password"));
    return format("PGPASSFILE={}", file);
}

bool is_variable(std::string_view line, std::string_view name) {
    return line.starts_with(name) && line.substr(name.size()).starts_with('=');
}

// Ours. Settings of the person's own sessions, which are none of ours, are there again.
std::vector<std::string> environment_of_psql(const postgres::Keywords& keywords,
                                             const config::Environment& environment) {
    std::vector<std::string> variables;
    for (char** line = environ; *line != nullptr; ++line) variables.emplace_back(*line);
    for (const auto* name : std::array{"PGDATESTYLE", "PGTZ", "PGGEQO"})
        if (const auto value = environment.get(name))
            variables.push_back(format("{}={}", name, *value));
    if (value_of(keywords, "password").empty()) return variables;
    std::erase_if(variables, [](const std::string& line) {
        return is_variable(line, "PGPASSWORD") || is_variable(line, "PGPASSFILE");
    });
    variables.push_back(handed_over(keywords));
    return variables;
}

// A password file of the target's own would count before ours.
postgres::Keywords shown(postgres::Keywords keywords) {
    const bool has_password = !value_of(keywords, "password").empty();
    std::erase_if(keywords, [has_password](const auto& keyword) {
        return has_password && keyword.first == "passfile";
    });
    return config::without_secrets(std::move(keywords));
}

} // namespace

std::filesystem::path find_psql(const config::Environment& environment) {
    for (const auto& folder : program_folders(environment))
        if (is_program(folder / "psql")) return folder / "psql";
    throw Error(ExitStatus::unavailable, "psql was not found",
                {"Install the package postgresql-client: `apt-get install postgresql-client`. (On "
                 "Fedora and RHEL it is postgresql.)",
                 "PGSLATE_PG_BINDIR names a folder that holds it."});
}

std::string password_lines(const postgres::Keywords& keywords) {
    const auto password = value_of(keywords, "password");
    const auto user = value_of(keywords, "user");
    std::string lines;
    for (const auto& host : looked_up(keywords))
        lines += format("{}:*:*:{}:{}\n", escaped(host), user.empty() ? "*" : escaped(user),
                        escaped(password));
    const bool one_line = (user + password).find_first_of("\r\n") == std::string::npos;
    return one_line ? lines : std::string();
}

void become_psql(const std::filesystem::path& psql,
                 const postgres::ConnectionParameters& connection,
                 const std::vector<std::string>& arguments,
                 const config::Environment& environment) {
    std::vector<std::string> command = {
        psql.string(), "--dbname",
        config::connection_string(shown(connection.keywords), connection.database)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    become(command, environment_of_psql(connection.keywords, environment));
}

} // namespace pgslate::local
