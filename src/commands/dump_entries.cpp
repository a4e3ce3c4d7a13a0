#include "commands/dump_entries.hpp"

#include "base/format.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace pgslate::commands {
namespace {

// The part of a heading behind `word` and before what comes next.
std::string part(const std::string& line, std::string_view word, std::string_view next) {
    const auto begin = line.find(word);
    if (begin == std::string::npos) return {};
    const auto end = next.empty() ? std::string::npos : line.find(next, begin);
    const auto from = begin + word.size();
    return line.substr(from, end == std::string::npos ? end : end - from);
}

std::optional<DumpedObject> object_in(const std::string& line) {
    if (!line.starts_with("-- Name: ")) return std::nullopt;
    return DumpedObject{.type = part(line, "; Type: ", "; Schema: "),
                        .schema = part(line, "; Schema: ", "; Owner:"),
                        .name = part(line, "-- Name: ", "; Type: ")};
}

bool says_nothing(const std::string& line) {
    constexpr std::array beginnings = {"--", "SET ", "\\",
                                       "pg_dump: ", "SELECT pg_catalog.set_config("};
    return line.empty() || std::ranges::any_of(beginnings, [&](const char* begin) {
               return line.starts_with(begin);
           });
}

bool is_any_of(const sql::Token& token, std::string_view text,
               std::initializer_list<const char*> words) {
    return std::ranges::any_of(words,
                               [&](const char* word) { return sql::is_word(token, text, word); });
}

// What is behind the name of a type, which may be of several words.
std::size_t behind_type(const std::vector<sql::Token>& tokens, std::string_view text,
                        std::size_t at) {
    const auto is = [&](const char* symbol) {
        return at < tokens.size() && sql::is_symbol(tokens[at], text, symbol);
    };
    ++at;
    while (is(".")) at += 2;
    const auto words = {"varying", "precision", "with", "without", "time", "zone"};
    while (at < tokens.size() && is_any_of(tokens[at], text, words)) ++at;
    if (is("(")) {
        while (at < tokens.size() && !is(")")) ++at;
        ++at;
    }
    while (is("[")) at += 2;
    return at;
}

std::string without_casts(std::string_view text) {
    const auto tokens = sql::tokenize(text).tokens;
    std::string result;
    for (std::size_t at = 0; at < tokens.size();) {
        const auto& token = tokens[at];
        if (sql::is_symbol(token, text, "::")) {
            at = behind_type(tokens, text, at + 1);
            continue;
        }
        if (!sql::is_symbol(token, text, "(") && !sql::is_symbol(token, text, ")"))
            result += format("{} ", token.in(text));
        ++at;
    }
    return result;
}

std::vector<std::string> sorted_lines(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
        if (line.ends_with(',')) line.pop_back();
        lines.push_back(without_casts(line));
    }
    std::ranges::sort(lines);
    return lines;
}

} // namespace

std::string to_string(const DumpedObject& object) {
    return object.schema == "-" ? format("{} {}", object.type, object.name)
                                : format("{} {}.{}", object.type, object.schema, object.name);
}

DumpedObjects objects_in(std::string_view dump) {
    DumpedObjects result;
    std::string* body = nullptr;
    std::istringstream stream{std::string(dump)};
    for (std::string line; std::getline(stream, line);) {
        if (const auto object = object_in(line))
            body = &result[*object];
        else if (body != nullptr && !says_nothing(line))
            *body += format("{}\n", line);
    }
    return result;
}

bool say_the_same(const DumpedObject& object, std::string_view one, std::string_view other) {
    if (one == other) return true;
    const bool is_table = object.type == "TABLE" || object.type == "FOREIGN TABLE";
    return is_table ? sorted_lines(one) == sorted_lines(other)
                    : without_casts(one) == without_casts(other);
}

std::vector<DumpDifference> differences_of(const DumpedObjects& present,
                                           const DumpedObjects& wanted,
                                           const std::function<bool(const DumpedObject&)>& counts) {
    std::vector<DumpDifference> result;
    for (const auto& [object, said] : wanted) {
        const auto found = present.find(object);
        if (found == present.end())
            result.push_back({object, {}, said});
        else if (!say_the_same(object, found->second, said))
            result.push_back({object, found->second, said});
    }
    for (const auto& [object, said] : present)
        if (!wanted.contains(object) && counts(object)) result.push_back({object, said, {}});
    return result;
}

} // namespace pgslate::commands
