#include "plan/type_change.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace pgslate::plan {
namespace {

// `numeric(12,4)`: the name, and the numbers behind it.
struct Type {
    std::string name;
    std::optional<int> first;
    int second = 0;
};

std::optional<int> number_at(std::string_view text) {
    int value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() ? std::optional(value) : std::nullopt;
}

Type parts_of(const std::string& text) {
    const auto open = text.find('(');
    const auto close = text.find(')');
    if (open == std::string::npos || close == std::string::npos) return {.name = text};
    const auto inside = std::string_view(text).substr(open + 1, close - open - 1);
    const auto comma = inside.find(',');
    Type type{.name = text.substr(0, open) + text.substr(close + 1), .first = number_at(inside)};
    if (comma != std::string_view::npos)
        type.second = number_at(inside.substr(comma + 1)).value_or(0);
    return type;
}

// Each holds all values of those before it.
constexpr std::array whole_numbers = {"smallint", "integer", "bigint", "numeric"};

bool is_wider_number(const Type& from, const Type& to) {
    if (to.second < 0) return false; // digits before the point are rounded, too
    const auto one = std::ranges::find(whole_numbers, from.name);
    const auto other = std::ranges::find(whole_numbers, to.name);
    if (one == whole_numbers.end() || other == whole_numbers.end()) return false;
    return one < other || (from.name == to.name && from.name != "numeric");
}

bool has_limit(const Type& type) {
    return type.first.has_value();
}

// A limit that is not there is the widest.
bool is_no_shorter(const Type& from, const Type& to) {
    return !to.first || (from.first && *to.first >= *from.first);
}

// A value with too many digits before the point is refused, one with too many behind it rounded.
bool is_finer_numeric(const Type& from, const Type& to) {
    if (from.name != "numeric" || to.name != "numeric") return false;
    return !to.first || (from.first && to.second >= from.second);
}

// These are rounded to as many digits of a second as are asked for, or blanks are added.
bool is_no_coarser(const Type& from, const Type& to) {
    constexpr std::array types = {"timestamp with time zone",
                                  "timestamp without time zone",
                                  "time with time zone",
                                  "time without time zone",
                                  "interval",
                                  "character",
                                  "bit varying"};
    return from.name == to.name && is_no_shorter(from, to)
           && std::ranges::find(types, from.name) != types.end();
}

// A pair each of whose first has no value that its second lacks.
bool is_in(const Type& from, const Type& to) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> pairs = {
        {{"smallint", "real"},
         {"smallint", "double precision"},
         {"integer", "double precision"},
         {"real", "double precision"},
         {"date", "timestamp without time zone"},
         {"cidr", "inet"}}};
    return !has_limit(to)
           && std::ranges::find(pairs,
                                std::pair<std::string_view, std::string_view>(from.name, to.name))
                  != pairs.end();
}

bool is_text(const Type& type) {
    return type.name == "text" || type.name == "character varying";
}

// What has but one way to be written comes back from its text, and what can't be read is refused.
bool is_written_exactly(const Type& type) {
    constexpr std::array types = {"smallint", "integer", "bigint", "numeric",          "boolean",
                                  "uuid",     "text",    "date",   "character varying"};
    return std::ranges::find(types, type.name) != types.end();
}

bool has_all_digits(const Type& from, const Type& to) {
    if (from.name != "numeric" || to.name != "numeric") return false;
    if (!to.first) return true;
    return from.first && *to.first - to.second >= *from.first - from.second
           && to.second >= from.second;
}

bool is_named(const Type& type, std::string_view name) {
    return type.name == name;
}

// Arrays convert as their elements do.
std::pair<std::string, std::string> of_elements(const std::string& from, const std::string& to) {
    constexpr std::string_view array = "[]";
    if (!from.ends_with(array) || !to.ends_with(array)) return {from, to};
    return {from.substr(0, from.size() - array.size()), to.substr(0, to.size() - array.size())};
}

} // namespace

bool takes_all(const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto [source, target] = of_elements(from, to);
    const auto before = parts_of(source);
    const auto after = parts_of(target);
    if (is_text(before) && is_text(after)) return is_no_shorter(before, after);
    if (is_named(after, "text") || is_no_coarser(before, after)) return true;
    if (is_wider_number(before, after)) return !has_limit(after);
    // A date may lie beyond the last moment.
    if (is_in(before, after)) return !is_named(before, "date");
    return has_all_digits(before, after);
}

bool is_stored_alike(const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto before = parts_of(from);
    const auto after = parts_of(to);
    if (is_text(before) && is_text(after)) return is_no_shorter(before, after);
    return has_all_digits(before, after) && (!after.first || before.second == after.second);
}

bool keeps_values(const std::string& from, const std::string& to) {
    if (from == to) return true;
    const auto [source, target] = of_elements(from, to);
    const auto before = parts_of(source);
    const auto after = parts_of(target);
    if (is_wider_number(before, after) || is_finer_numeric(before, after)) return true;
    if (is_in(before, after) || is_no_coarser(before, after)) return true;
    if (!is_text(after)) return false;
    return is_text(before) ? is_no_shorter(before, after) : is_written_exactly(before);
}

bool is_written_exactly(const std::string& type) {
    return is_written_exactly(parts_of(type));
}

} // namespace pgslate::plan
