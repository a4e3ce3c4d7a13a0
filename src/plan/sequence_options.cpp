#include "plan/sequence_options.hpp"

#include <algorithm>
#include <string_view>

namespace pgslate::plan {
namespace {

using sql::text;

// What stands behind the words; empty if no option begins with them.
std::string value_of(const std::vector<std::string>& options, std::string_view words) {
    for (const auto& option : options)
        if (option.starts_with(words)) return option.substr(words.size());
    return {};
}

sql::Text option_or(const std::vector<std::string>& options, std::string_view words,
                    const sql::Text& usual) {
    const auto value = value_of(options, words);
    if (value.empty()) return usual;
    return text("{}{}", sql::Fragment(std::string(words)), sql::Fragment(value));
}

bool counts_down(const std::vector<std::string>& options) {
    return value_of(options, "INCREMENT BY ").starts_with('-');
}

// A sequence starts at the end that it counts away from (manual, "CREATE SEQUENCE").
sql::Text usual_start(const std::vector<std::string>& options) {
    const bool down = counts_down(options);
    const auto end = value_of(options, down ? "MAXVALUE " : "MINVALUE ");
    if (!end.empty()) return text("START WITH {}", sql::Fragment(end));
    return down ? text("START WITH -1") : text("START WITH 1");
}

struct TypeBounds {
    std::string_view least;
    std::string_view greatest;
};

// Manual, "Numeric Types".
TypeBounds bounds_of_type(std::string_view type) {
    if (type == "smallint") return {"-32768", "32767"};
    if (type == "integer") return {"-2147483648", "2147483647"};
    return {"-9223372036854775808", "9223372036854775807"};
}

} // namespace

// Those of its type on the side that it counts to (manual, "CREATE SEQUENCE").
Bounds bounds_of(const std::vector<std::string>& options, std::string_view type) {
    const auto [least, greatest] = bounds_of_type(type);
    const bool down = counts_down(options);
    const auto said_least = value_of(options, "MINVALUE ");
    const auto said_greatest = value_of(options, "MAXVALUE ");
    return {sql::Fragment(!said_least.empty() ? said_least : std::string(down ? least : "1")),
            sql::Fragment(!said_greatest.empty() ? said_greatest
                                                 : std::string(down ? "-1" : greatest))};
}

std::vector<sql::Text> all_sequence_options(const std::vector<std::string>& options) {
    const bool cycles = std::count(options.begin(), options.end(), "CYCLE") > 0;
    return {option_or(options, "INCREMENT BY ", text("INCREMENT BY 1")),
            option_or(options, "MINVALUE ", text("NO MINVALUE")),
            option_or(options, "MAXVALUE ", text("NO MAXVALUE")),
            option_or(options, "START WITH ", usual_start(options)),
            option_or(options, "CACHE ", text("CACHE 1")),
            cycles ? text("CYCLE") : text("NO CYCLE")};
}

} // namespace pgslate::plan
