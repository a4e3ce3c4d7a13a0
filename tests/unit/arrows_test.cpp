// Holds every #include in src/ against the table of rooms in the design: arrows only go down, and
// each library stays in its rooms.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgslate {
namespace {

using Names = std::set<std::string>;

struct Room {
    Names rooms; // that it may include, besides itself
    Names libraries;
};

const std::map<std::string, Room> house = {
    {"base", {{}, {"fmt"}}},
    {"sql", {{"base"}, {}}},
    {"catalog", {{"sql", "base"}, {}}},
    {"config", {{"base"}, {"toml++"}}},
    {"postgres", {{"sql", "base"}, {"libpqxx", "libpq"}}},
    {"local", {{"postgres", "config", "sql", "base"}, {}}},
    {"database", {{"local", "postgres", "config", "sql", "base"}, {}}},
    {"models", {{"catalog", "sql", "base"}, {"toml++"}}},
    {"live", {{"database", "postgres", "catalog", "sql", "base"}, {}}},
    {"plan", {{"catalog", "sql", "base"}, {}}},
    {"apply", {{"plan", "live", "postgres", "catalog", "sql", "base"}, {}}},
    {"desired",
     {{"apply", "live", "models", "plan", "database", "local", "postgres", "config", "catalog",
       "sql", "base"},
      {}}},
    {"commands",
     {{"desired", "apply", "plan", "live", "models", "database", "local", "postgres", "config",
       "catalog", "sql", "base"},
      {}}},
    {"report", {{"plan", "apply", "catalog", "sql", "base"}, {"fmt"}}},
    {"cli", {{"commands", "report", "config", "base"}, {"CLI11"}}},
    {"main.cpp", {{"cli", "base"}, {}}},
};

// Headers that the build makes, as `"embedded/NAME.hpp"`, and the rooms that have such
// questions, scripts or pages.
const std::map<std::string, Names> generated = {{"embedded", {"cli", "live", "desired", "report"}}};

// Headers are told from the standard library's and the system's by how they begin.
const std::vector<std::pair<std::string, std::string>> libraries = {
    {"fmt/", "fmt"},       {"toml++/", "toml++"},       {"toml.hpp", "toml++"},
    {"CLI/", "CLI11"},     {"pqxx/", "libpqxx"},        {"libpq-fe.h", "libpq"},
    {"libpq/", "libpq"},   {"postgres_ext.h", "libpq"}, {"postgresql/", "libpq"},
    {"pg_config", "libpq"}};

std::optional<std::string> library_of(const std::string& header) {
    for (const auto& [beginning, library] : libraries)
        if (header.starts_with(beginning)) return library;
    return std::nullopt;
}

// What stands between the quotes or angle brackets of an #include line, or nothing.
std::optional<std::string> included_by(const std::string& line) {
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') return std::nullopt;
    const auto word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) return std::nullopt;
    const auto open = line.find_first_of("\"<", word);
    const auto close = open == std::string::npos ? open : line.find_first_of("\">", open + 1);
    if (close == std::string::npos) return std::nullopt;
    return line.substr(open + 1, close - open - 1);
}

// Says what is wrong with `line` in `room`, or nothing.
std::string forbidden(const std::string& room, const std::string& line) {
    const auto header = included_by(line);
    if (!header) return "";
    if (!house.contains(room)) return room + " is no room of the house";
    const auto& may = house.at(room);
    if (const auto library = library_of(*header))
        return may.libraries.contains(*library) ? "" : room + " may not use " + *library;
    const auto slash = header->find('/');
    if (line.find('"') == std::string::npos) return "";
    if (slash == std::string::npos) return "\"" + *header + "\" does not name its room";
    const auto folder = header->substr(0, slash);
    const bool own =
        generated.contains(folder) ? generated.at(folder).contains(room) : folder == room;
    return own || may.rooms.contains(folder) ? "" : room + " may not include " + folder;
}

std::vector<std::string> violations_in(const std::filesystem::path& source) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source)) {
        const auto extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".hpp" && extension != ".in") continue;
        const auto relative = entry.path().lexically_relative(source);
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            if (const auto why = forbidden(relative.begin()->string(), line); !why.empty())
                found.push_back(relative.string() + ": " + why);
    }
    std::ranges::sort(found);
    return found;
}

TEST(Arrows, OnlyGoDown) {
    const auto found = violations_in(std::filesystem::path(PGSLATE_SOURCE_DIR) / "src");
    for (const auto& violation : found) ADD_FAILURE() << violation;
}

TEST(Arrows, TableHasNoCycle) {
    std::map<std::string, Names> open;
    for (const auto& [name, room] : house) open[name] = room.rooms;
    const auto is_bottom = [&](const auto& room) {
        return std::ranges::none_of(room.second, [&](const auto& n) { return open.contains(n); });
    };
    for (auto left = open.size(); left > 0; --left) {
        const auto bottom = std::ranges::find_if(open, is_bottom);
        ASSERT_NE(bottom, open.end()) << open.begin()->first << " is part of a cycle";
        open.erase(bottom);
    }
}

TEST(Arrows, ForbiddenIncludesAreFound) {
    EXPECT_EQ(forbidden("plan", "#include \"live/reader.hpp\""), "plan may not include live");
    EXPECT_EQ(forbidden("apply", "  #  include \"report/text.hpp\" // why"),
              "apply may not include report");
    EXPECT_EQ(forbidden("base", "#include \"sql/name.hpp\""), "base may not include sql");
    EXPECT_EQ(forbidden("sql", "#include <fmt/format.h>"), "sql may not use fmt");
    EXPECT_EQ(forbidden("live", "#include <pqxx/pqxx>"), "live may not use libpqxx");
    EXPECT_EQ(forbidden("live", "#include <libpq-fe.h>"), "live may not use libpq");
    EXPECT_EQ(forbidden("cli", "#include <toml++/toml.h>"), "cli may not use toml++");
    EXPECT_EQ(forbidden("commands", "#include <CLI/CLI.hpp>"), "commands may not use CLI11");
    EXPECT_EQ(forbidden("apply", "#include \"embedded/tables.hpp\""),
              "apply may not include embedded");
    EXPECT_EQ(forbidden("main.cpp", "#include \"plan/plan.hpp\""), "main.cpp may not include plan");
    EXPECT_EQ(forbidden("attic", "#include <string>"), "attic is no room of the house");
    EXPECT_EQ(forbidden("plan", "#include \"plan.hpp\""), "\"plan.hpp\" does not name its room");
}

TEST(Arrows, AllowedIncludesPass) {
    EXPECT_EQ(forbidden("plan", "#include \"plan/graph.hpp\""), "");
    EXPECT_EQ(forbidden("plan", "#include \"catalog/fact.hpp\""), "");
    EXPECT_EQ(forbidden("plan", "#include <vector>"), "");
    EXPECT_EQ(forbidden("live", "#include \"embedded/tables.hpp\""), "");
    EXPECT_EQ(forbidden("cli", "#include \"base/version.hpp\""), "");
    EXPECT_EQ(forbidden("postgres", "#include <pqxx/pqxx>"), "");
    EXPECT_EQ(forbidden("plan", "// #include \"live/reader.hpp\""), "");
    EXPECT_EQ(forbidden("main.cpp", "#include \"cli/cli.hpp\""), "");
}

} // namespace
} // namespace pgslate
