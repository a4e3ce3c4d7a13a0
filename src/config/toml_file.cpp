#include "config/toml_file.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/suggest.hpp"
#include "base/toml_depth.hpp"
#include "base/toml_words.hpp"
#include "base/utf8.hpp"
#include "config/redact.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::config {
namespace {

// How many bytes the first `count` characters of `line` take.
std::size_t bytes_of(std::string_view line, std::size_t count) {
    std::size_t at = 0;
    for (; at < line.size() && count > 0; --count) {
        ++at;
        while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) ++at;
    }
    return at;
}

std::string_view type_name(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
    }
    return "something else";
}

} // namespace

TomlFile::TomlFile(std::string shown, std::string text)
    : shown_(std::move(shown)), text_(std::move(text)) {
    if (const auto bad = first_bad_byte(text_)) {
        Problem problem;
        problem.message = text_[*bad] == '\0' ? "a NUL byte can't stand in this file"
                                              : "this byte is not valid UTF-8";
        problem.place = advance({.file = shown_, .line = 1, .column = 1}, text_, *bad);
        throw Error(ExitStatus::bad_configuration, std::move(problem));
    }
    parse();
}

void TomlFile::parse() {
    if (const auto at = too_deep(text_)) {
        complain({.message = "this is nested a thousand deep or more",
                  .place = advance({.file = shown_, .line = 1, .column = 1}, text_, *at)});
        finish();
    }
    try {
        root_ = toml::parse(std::string_view(text_), shown_);
    } catch (const toml::parse_error& error) {
        Problem problem;
        problem.place = place_of(error.source());
        const auto text = line(problem.place.line);
        const auto column = static_cast<std::size_t>(std::max(problem.place.column, 1));
        auto [message, hint] = in_words(error.description(), text, column);
        problem.message = without_values(std::move(message), text);
        if (!hint.empty()) problem.hints.push_back(std::move(hint));
        complain(std::move(problem));
        finish();
    }
}

std::string TomlFile::line(int number) const {
    return line_of(text_, number);
}

// The parser counts columns in characters, a Place in bytes.
Place TomlFile::place_of(const toml::source_region& region) const {
    const auto number = static_cast<int>(region.begin.line);
    const auto passed = region.begin.column > 0 ? region.begin.column - 1 : 0;
    const auto column = static_cast<int>(bytes_of(line(number), passed)) + 1;
    return Place{.file = shown_, .line = number, .column = column};
}

Entry TomlFile::entry(const toml::key& key, const toml::node& node, std::string name) const {
    return {.key = key,
            .node = node,
            .origin = {.name = std::move(name), .place = place_of(key.source())}};
}

bool TomlFile::clean(const Entry& entry, const std::string& text) {
    if (!first_bad_byte(text)) return true;
    complain(entry, format("{} holds a NUL character", entry.origin.name));
    return false;
}

std::optional<Setting<std::string>> TomlFile::string(const Entry& entry) {
    const auto value = entry.node.value_exact<std::string>();
    if (!value) {
        complain(entry,
                 format("{} must be a string, not {}", entry.origin.name, type_name(entry.node)));
        return std::nullopt;
    }
    if (!clean(entry, *value)) return std::nullopt;
    return Setting<std::string>{.value = *value, .origin = entry.origin};
}

std::optional<Setting<bool>> TomlFile::boolean(const Entry& entry) {
    const auto value = entry.node.value_exact<bool>();
    if (value) return Setting<bool>{.value = *value, .origin = entry.origin};
    complain(entry,
             format("{} must be true or false, not {}", entry.origin.name, type_name(entry.node)));
    return std::nullopt;
}

std::optional<std::vector<std::string>> TomlFile::strings(const Entry& entry) {
    std::vector<std::string> values;
    const auto* const array = entry.node.as_array();
    const bool usable =
        array != nullptr && !array->empty() && std::ranges::all_of(*array, [](const auto& node) {
            return node.is_string() && !node.as_string()->get().empty();
        });
    if (!usable) {
        complain(entry,
                 format("{} must be an array of strings, none of them empty", entry.origin.name));
        return std::nullopt;
    }
    for (const auto& node : *array) {
        values.push_back(node.as_string()->get());
        if (!clean(entry, values.back())) return std::nullopt;
    }
    return values;
}

void TomlFile::complain(Problem problem) {
    problem.excerpt = without_secrets(line(problem.place.line));
    problems_.push_back(std::move(problem));
}

void TomlFile::complain(const Entry& entry, std::string message, std::vector<std::string> hints) {
    complain(problem_at(entry.origin, std::move(message), std::move(hints)));
}

void TomlFile::complain_unknown(const Entry& entry, const TomlForm& form) {
    const auto better = nearest(entry.key.str(), names_of_keys(form));
    std::vector<std::string> hints;
    if (better) hints.push_back(format("Did you mean '{}'?", *better));
    complain(entry, format("unknown key '{}'", entry.key.str()), std::move(hints));
}

void TomlFile::gather(const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        for (const auto& problem : error.problems()) complain(problem);
    }
}

void TomlFile::finish() {
    std::ranges::stable_sort(problems_, {}, [](const Problem& problem) {
        return std::pair(problem.place.line, problem.place.column);
    });
    throw_if_any(std::exchange(problems_, {}));
}

} // namespace pgslate::config
