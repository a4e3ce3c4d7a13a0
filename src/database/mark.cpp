#include "database/mark.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

namespace pgslate::database {
namespace {

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string mark_beginning(const Temporary& what) {
    return what.record() + ": ";
}

std::string_view plain_word(bool plain) {
    return plain ? "plain" : "kept";
}

} // namespace

bool is_like(const Mark& one, const Mark& other) {
    return one.key == other.key && one.rules == other.rules && one.plain == other.plain;
}

// In one statement, so that the row is written by no transaction between.
sql::Text marking(const Temporary& what, const Mark& mark) {
    const auto name = quoted(sql::Literal(what.name()));
    const auto body = format(
        "BEGIN EXECUTE pg_catalog.format('COMMENT ON DATABASE %I IS %L', {0}, {1} || (SELECT "
        "pg_catalog.concat_ws(' ', pg_catalog.pg_database_size(oid), oid, xmin) FROM "
        "pg_catalog.pg_database WHERE datname = {0})); END",
        name,
        quoted(sql::Literal(format("{}{} {} {} ", mark_beginning(what), mark.key, mark.rules,
                                   plain_word(mark.plain)))));
    return sql::text("DO {}", sql::Literal(body));
}

// The words of marking(): the key, the rules, whether it is plain, the size, the oid and the xmin.
std::optional<Mark> mark_in(const Temporary& what, const std::string& comment,
                            const std::string& row) {
    const auto beginning = mark_beginning(what);
    if (!comment.starts_with(beginning)) return std::nullopt;
    const auto words = words_of(std::string_view(comment).substr(beginning.size()));
    if (words.size() != 6 || format("{} {}", words[4], words[5]) != row) return std::nullopt;
    Mark mark{.key = words[0], .rules = words[1], .plain = words[2] == plain_word(true)};
    std::from_chars(words[3].data(), words[3].data() + words[3].size(), mark.bytes);
    return mark;
}

} // namespace pgslate::database
