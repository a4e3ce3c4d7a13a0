#include "models/sql/subscription.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace pgslate::models {
namespace {

struct Option {
    std::string name;
    std::string value;
    std::string_view text; // name and value as they stand
};

// A name that says its letters by their numbers may be any.
bool has_escapes(std::string_view name) {
    return name.starts_with("U&") || name.starts_with("u&");
}

// Nothing if it can't be made out.
std::optional<Option> take_option(TokenReader& reader) {
    const auto sql = reader.sql();
    const auto begin = reader.offset();
    if (has_escapes(sql.substr(begin))) return std::nullopt;
    Option option{.name = reader.take_name_or_string(), .value = {}, .text = {}};
    if (option.name.empty()) return std::nullopt;
    if (reader.take_symbol("=")) option.value = reader.take_name_or_string();
    while (!reader.at_end() && !reader.sees_symbol(",") && !reader.sees_symbol(")")) reader.skip();
    option.text = sql.substr(begin, reader.last().end - begin);
    return option;
}

// What stands in the brackets behind WITH, where the reader is.
std::optional<std::vector<Option>> take_options(TokenReader& reader) {
    std::vector<Option> options;
    if (!reader.take_symbol("(")) return std::nullopt;
    do {
        auto option = take_option(reader);
        if (!option) return std::nullopt;
        options.push_back(*std::move(option));
    } while (reader.take_symbol(","));
    if (!reader.take_symbol(")") || !reader.at_end()) return std::nullopt;
    return options;
}

bool is_about_publisher(std::string_view option) {
    constexpr std::array names = {"connect", "enabled", "create_slot", "slot_name", "copy_data"};
    return std::ranges::find(names, option) != names.end();
}

constexpr std::string_view asleep =
    "connect = false, enabled = false, create_slot = false, slot_name = NONE";

} // namespace

std::optional<std::string> without_publisher(TokenReader reader) {
    const auto sql = reader.sql();
    if (!reader.find("with"))
        return format("{} WITH ({})", sql.substr(0, reader.last().end), asleep);
    auto text = format("{} (", sql.substr(0, reader.last().end));
    const auto options = take_options(reader);
    if (!options) return std::nullopt;
    for (const auto& option : *options)
        if (!is_about_publisher(option.name)) text += format("{}, ", option.text);
    return format("{}{})", text, asleep);
}

std::optional<SlotOfSubscription> slot_of_subscription(TokenReader reader) {
    if (!reader.take({"create", "subscription"})) return std::nullopt;
    const auto name = reader.take_name();
    if (name.empty()) return std::nullopt;
    SlotOfSubscription result{.subscription = name.back(), .slot = name.back()};
    if (!reader.find("with")) return result;
    for (const auto& option : take_options(reader).value_or(std::vector<Option>()))
        if (option.name == "slot_name") result.slot = option.value;
    return result;
}

} // namespace pgslate::models
