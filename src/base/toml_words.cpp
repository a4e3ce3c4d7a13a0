#include "base/toml_words.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>

namespace pgslate {
namespace {

constexpr std::string_view quotes_hint =
    "Text, and SQL, stands in quotes: name = \"text\". Without them there are only numbers, dates, "
    "true and false.";
constexpr std::string_view line_hint =
    "A line is NAME = VALUE or [TABLE]; a comment begins with #.";

// All `parts` stand in toml++'s description.
struct TomlRule {
    std::array<std::string_view, 2> parts;
    std::string_view message;
    std::string_view hint;
};

// The first that fits counts. toml++ takes an unquoted word for what its first letter may begin.
constexpr std::array toml_rules = {
    TomlRule{{"could not determine value type", ""}, "this value is not in quotes", quotes_hint},
    TomlRule{{"floating-point: expected 'inf'", ""}, "this value is not in quotes", quotes_hint},
    TomlRule{{"floating-point: expected 'nan'", ""}, "this value is not in quotes", quotes_hint},
    TomlRule{{"boolean: expected", ""}, "this value is not in quotes", quotes_hint},
    TomlRule{{"key-value pair: expected value", ""}, "a value is missing behind '='", quotes_hint},
    TomlRule{{"string: encountered end-of-file", ""},
             "a string does not end",
             "It ends with the quotes that it begins with."},
    TomlRule{{"array: encountered end-of-file", ""}, "an array does not end: ']' is missing", ""},
    TomlRule{
        {"inline table: encountered end-of-file", ""}, "a table does not end: '}' is missing", ""},
    TomlRule{{"unknown escape sequence", ""},
             "a backslash stands before a character that it does not go with",
             "In single quotes a backslash is one: 'a\\d'; in double quotes it is written \\\\."},
    TomlRule{{"inline table: expected key", "saw '\\n'"},
             "a table in braces does not end on its line",
             "A long one becomes a table of its own, with its name in brackets."},
    TomlRule{{"inline table: expected comma", "saw '\\n'"},
             "a table in braces does not end on its line: '}' is missing",
             "A long one becomes a table of its own, with its name in brackets."},
    TomlRule{
        {"inline table: expected comma", ""}, "a comma is missing between two keys in braces", ""},
    TomlRule{{"dangling comma", ""}, "no comma may stand before '}'", ""},
    TomlRule{
        {"array: expected comma", ""}, "a comma is missing between two values in brackets", ""},
    TomlRule{{"table header: expected ']'", ""},
             "']' is missing behind the name of a table",
             "A name with other characters than letters, digits, - and _ stands in quotes: "
             "[table.\"my table\"]."},
    TomlRule{{"expected '='", ""}, "'=' is missing behind a name", line_hint},
    TomlRule{
        {"expected a comment or whitespace", ""}, "something stands behind the value", line_hint},
    TomlRule{{"root table: expected keys", ""}, "this line is no TOML", line_hint},
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// "Error while parsing key-value pair: cannot ..."
std::string_view without_opening(std::string_view description) {
    const bool opening = description.starts_with("Error while parsing");
    const auto colon = description.find(": ");
    return opening && colon != std::string_view::npos ? description.substr(colon + 2) : description;
}

// "cannot redefine existing string 'id'": the name with its quotes; empty if it is about something
// else.
std::string_view written_twice(std::string_view description) {
    const auto quote = description.find('\'');
    const bool twice = contains(description, "cannot redefine existing");
    return twice && quote != std::string_view::npos ? description.substr(quote)
                                                    : std::string_view();
}

} // namespace

TomlMistake in_words(std::string_view description, std::string_view line, std::size_t column) {
    if (contains(description, "string: ") && contains(description, "control characters")
        && column > line.size())
        return {
            "a string does not end on its line",
            "It ends with the quotes that it begins with; one of several lines stands in three: "
            "\"\"\"."};
    if (const auto what = written_twice(description); !what.empty())
        return {format("{} is written twice", what), {}};
    for (const auto& [parts, message, hint] : toml_rules)
        if (contains(description, parts[0]) && contains(description, parts[1]))
            return {std::string(message), std::string(hint)};
    return {std::string(without_opening(description)), {}};
}

} // namespace pgslate
