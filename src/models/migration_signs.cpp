#include "models/migration_signs.hpp"

#include "sql/script.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace pgslate::models {
namespace {

struct MigrationMark {
    std::string_view words; ///< that a comment begins with, in small letters
    std::string_view tool;
};

// From the manuals of the tools.
constexpr std::array migration_marks = {
    MigrationMark{"migrate:up", "dbmate"},
    MigrationMark{"migrate:down", "dbmate"},
    MigrationMark{"+goose", "goose"},
    MigrationMark{"+migrate", "sql-migrate"},
    MigrationMark{"up migration", "node-pg-migrate"},
    MigrationMark{"down migration", "node-pg-migrate"},
    MigrationMark{"rambler up", "rambler"},
    MigrationMark{"rambler down", "rambler"},
    MigrationMark{"liquibase formatted sql", "Liquibase"},
    MigrationMark{"//@undo", "MyBatis Migrations"},
    MigrationMark{"!ups", "Play evolutions"},
    MigrationMark{"!downs", "Play evolutions"},
    MigrationMark{"--- !ups", "Play evolutions"},
    MigrationMark{"create above / drop below", "tern"},
    MigrationMark{"> statement-breakpoint", "Drizzle"},
};

constexpr std::string_view blank_letters = " \t\r";

char lower_letter(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_decimal(char c) {
    return c >= '0' && c <= '9';
}

// The text of a comment that is all there is on a line; empty if there is none. Play's begin with
// `#`, tern's with four hyphens.
std::string comment_on(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(blank_letters), line.size()));
    if (line.starts_with("# "))
        line.remove_prefix(1);
    else if (line.starts_with("--"))
        line.remove_prefix(line.starts_with("---- ") ? 4 : 2);
    else
        return {};
    line.remove_prefix(std::min(line.find_first_not_of(blank_letters), line.size()));
    std::string words(line.substr(0, line.find_last_not_of(blank_letters) + 1));
    std::ranges::transform(words, words.begin(), lower_letter);
    return words;
}

bool begins_with(std::string_view comment, std::string_view words) {
    if (!comment.starts_with(words)) return false;
    const auto rest = comment.substr(words.size());
    return rest.empty() || blank_letters.find(rest.front()) != std::string_view::npos;
}

// The letters of a comment like `==== UP ====`.
std::string_view letters_of(std::string_view comment) {
    const auto decoration = " \t=-_:;.*#@";
    comment.remove_prefix(std::min(comment.find_first_not_of(decoration), comment.size()));
    return comment.substr(0, comment.find_last_not_of(decoration) + 1);
}

// The tools that a comment may be a mark of. Some write no more than `-- up` and `-- down`, which
// only counts where there are both.
class CommentReading {
  public:
    std::string_view tool_of(std::string_view comment) {
        for (const auto& [words, tool] : migration_marks)
            if (begins_with(comment, words)) return tool;
        const auto letters = letters_of(comment);
        up_ = up_ || letters == "up";
        return up_ && letters == "down" ? "shmig, node-sqlite or the like" : "";
    }

  private:
    bool up_ = false;
};

bool is_in_token(std::string_view text, std::size_t offset) {
    for (const auto& token : sql::tokenize(text).tokens)
        if (token.begin < offset && offset < token.end) return true;
    return false;
}

// A line within a string, or within data, only looks like one.
bool is_content(std::string_view text, std::size_t offset) {
    for (const auto& part : sql::split(text)) {
        if (offset < part.begin || part.end <= offset) continue;
        return part.kind == sql::ScriptPart::Kind::copy_data
               || is_in_token(part.in(text), offset - part.begin);
    }
    return false;
}

// Does it begin with a time: `20240131120000_init`, `2024-01-31-120000_init`? Seconds since 1970
// have ten digits; a day alone, which eight tell, may be meant otherwise.
bool begins_with_time(std::string_view name) {
    constexpr std::string_view between = "-_.T";
    const auto end = std::min(name.find_first_not_of("0123456789-_.T"), name.size());
    const auto time = name.substr(0, end);
    const bool ends = !time.empty() && between.find(time.back()) != std::string_view::npos;
    return ends && is_decimal(time.front()) && std::ranges::count_if(time, is_decimal) >= 10;
}

// `V1__init`, `V2.1__more`, `U1__init` undoes one, `B3__all` is where a new database begins.
bool is_flyway(std::string_view name) {
    if (name.size() < 2 || std::string_view("VUB").find(name.front()) == std::string_view::npos)
        return false;
    const auto end = name.find("__", 1);
    const auto version = name.substr(1, end - 1);
    return end != std::string_view::npos && !version.empty() && is_decimal(version.front())
           && version.find_first_not_of("0123456789._") == std::string_view::npos;
}

} // namespace

std::optional<MigrationSign> sign_in_text(std::string_view text) {
    CommentReading reading;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto tool = reading.tool_of(comment_on(text.substr(begin, end - begin)));
        if (!tool.empty() && !is_content(text, begin))
            return MigrationSign{.tool = tool, .offset = begin, .within = true};
        begin = end + 1;
    }
    return std::nullopt;
}

std::optional<MigrationSign> sign_in_name(const std::filesystem::path& path) {
    const auto name = path.filename().string();
    const auto folder = path.parent_path().filename().string();
    if (name == "migration_lock.toml" || (name == "migration.sql" && begins_with_time(folder)))
        return MigrationSign{"Prisma"};
    if (path.extension() != ".sql") return std::nullopt;
    if (is_flyway(name)) return MigrationSign{"Flyway"};
    if (begins_with_time(name)) return MigrationSign{"sqlx, Supabase or the like"};
    return std::nullopt;
}

} // namespace pgslate::models
