#include "local/postgres_binaries.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "local/child_process.hpp"
#include "local/programs.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace pgslate::local {
namespace fs = std::filesystem;
namespace {

constexpr int oldest = 13;
constexpr int newest = 18;

// Where packages put one folder a version: parent/prefix<version>/below.
struct Pattern {
    const char* parent;
    const char* prefix;
    const char* below;
};
constexpr std::array patterns = {
    Pattern{"/usr/lib/postgresql", "", "bin"}, // Debian, Ubuntu
    Pattern{"/usr", "pgsql-", "bin"},          // PostgreSQL's own packages for Fedora and RHEL
    Pattern{"/usr/lib", "postgresql", "bin"},  // openSUSE
    Pattern{"/usr/libexec", "postgresql", ""}, // Alpine
};

std::optional<int> number_at_start(std::string_view text) {
    int number = 0;
    const auto [stopped, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<fs::path> folder_of_pg_config(const config::Environment& environment) {
    for (const auto& folder : folders_on_path(environment)) {
        const auto program = folder / "pg_config";
        if (!is_program(program)) continue;
        auto said = output_of({program.string(), "--bindir"}, environment);
        said.erase(std::min(said.find('\n'), said.size()));
        if (!said.empty()) return said;
    }
    return std::nullopt;
}

std::vector<fs::path> packaged_folders() {
    std::vector<std::pair<int, fs::path>> found;
    std::error_code ignored;
    for (const auto& [parent, prefix, below] : patterns)
        for (const auto& entry : fs::directory_iterator(parent, ignored)) {
            const auto name = entry.path().filename().string();
            if (!name.starts_with(prefix)) continue;
            const auto number =
                number_at_start(std::string_view(name).substr(std::string_view(prefix).size()));
            if (number) found.emplace_back(*number, entry.path() / below);
        }
    std::ranges::stable_sort(found, std::greater(), &std::pair<int, fs::path>::first);
    std::vector<fs::path> folders;
    folders.reserve(found.size());
    for (auto& [number, folder] : found) folders.push_back(std::move(folder));
    return folders;
}

// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
std::optional<Binaries> read_binaries(const fs::path& folder,
                                      const config::Environment& environment) {
    if (!is_program(folder / "initdb") || !is_program(folder / "postgres")) return std::nullopt;
    const auto said = output_of({(folder / "postgres").string(), "--version"}, environment);
    constexpr std::string_view mark = "(PostgreSQL) ";
    const auto at = said.find(mark);
    if (at == std::string::npos) return std::nullopt;
    const auto rest = said.substr(at + mark.size());
    const auto version = rest.substr(0, rest.find_first_of(" \n"));
    return Binaries{
        .folder = folder, .major = number_at_start(version).value_or(0), .version = version};
}

bool will_do(const Binaries& binaries, std::optional<int> major) {
    return major ? binaries.major == *major : binaries.major >= oldest && binaries.major <= newest;
}

[[noreturn]] void none_will_do(const std::vector<std::string>& seen, std::optional<int> major) {
    const auto wanted = major ? format("PostgreSQL {}", *major) : std::string("PostgreSQL");
    const auto found = seen.empty() ? std::string() : format(", only {}", join(seen, ", "));
    const auto package = major ? format("postgresql-{}", *major) : std::string("postgresql");
    throw Error(ExitStatus::unavailable,
                format("the programs of {} (initdb, postgres) were not found{}", wanted, found),
                {format("Install the package {0}: `apt-get install {0}`. (On Fedora and RHEL "
                        "it is postgresql-server.)",
                        package),
                 format("PGSLATE_PG_BINDIR names a folder that holds them; versions {} to {} will "
                        "do.",
                        oldest, newest)});
}

} // namespace

std::vector<fs::path> binary_folders(const config::Environment& environment) {
    auto folders = folders_on_path(environment);
    if (auto folder = folder_of_pg_config(environment)) folders.push_back(std::move(*folder));
    std::ranges::move(packaged_folders(), std::back_inserter(folders));
    return folders;
}

std::vector<fs::path> program_folders(const config::Environment& environment) {
    if (const auto given = environment.get("PGSLATE_PG_BINDIR"); given && !given->empty())
        return {fs::absolute(*given)};
    return binary_folders(environment);
}

Binaries choose_binaries(const std::vector<fs::path>& folders,
                         const config::Environment& environment, std::optional<int> major) {
    std::vector<std::string> seen;
    for (const auto& folder : folders) {
        const auto binaries = read_binaries(folder, environment);
        if (!binaries) continue;
        if (will_do(*binaries, major)) return *binaries;
        seen.push_back(format("{} in {}", binaries->version, folder.string()));
    }
    none_will_do(seen, major);
}

Binaries find_binaries(const config::Environment& environment, std::optional<int> major) {
    const auto given = environment.get("PGSLATE_PG_BINDIR");
    if (!given || given->empty())
        return choose_binaries(binary_folders(environment), environment, major);
    const auto refuse = [&given](std::string_view why) {
        throw Error(ExitStatus::bad_configuration,
                    format("PGSLATE_PG_BINDIR: folder {} {}", *given, why),
                    {"It must hold PostgreSQL's own programs initdb and postgres."});
    };
    const auto binaries = read_binaries(fs::absolute(*given), environment);
    if (!binaries) refuse("has no initdb and postgres that run");
    if (!will_do(*binaries, std::nullopt))
        refuse(format("holds PostgreSQL {}; {} to {} will do", binaries->version, oldest, newest));
    if (!will_do(*binaries, major))
        refuse(format("holds PostgreSQL {}, not {}", binaries->version, *major));
    return *binaries;
}

} // namespace pgslate::local
