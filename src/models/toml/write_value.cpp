#include "models/toml/write_value.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::models {
namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
           || c == '-';
}

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

std::string escaped(char c) {
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    default: break;
    }
    return is_control(c) ? format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)))
                         : std::string(1, c);
}

std::string basic_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += escaped(c);
    return result + '"';
}

bool needs_escapes(std::string_view text) {
    return text.find_first_of("\"\\") != std::string_view::npos;
}

// Within ''' nothing is escaped; a quote at the end would be taken for a part of the closing ones.
bool fits_lines(std::string_view text) {
    return text.find('\n') != std::string_view::npos && text.find("'''") == std::string_view::npos
           && !text.ends_with('\'')
           && std::ranges::none_of(text, [](char c) { return c != '\n' && is_control(c); });
}

bool fits_literal(std::string_view text) {
    return needs_escapes(text) && text.find('\'') == std::string_view::npos
           && std::ranges::none_of(text, is_control);
}

std::string string_text(std::string_view text) {
    if (fits_lines(text)) return format("'''\n{}'''", text);
    if (fits_literal(text)) return format("'{}'", text);
    return basic_string(text);
}

std::string pair_text(const TomlPair& pair) {
    return format("{} = {}", toml_key(pair.key), toml_text(pair.value));
}

struct Writer {
    std::string operator()(const std::string& text) const { return string_text(text); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return format("{}", number); }
    std::string operator()(const std::vector<TomlValue>& list) const {
        std::vector<std::string> parts;
        parts.reserve(list.size());
        for (const auto& element : list) parts.push_back(toml_text(element));
        return format("[{}]", join(parts, ", "));
    }
    std::string operator()(const TomlPairs& pairs) const {
        if (pairs.empty()) return "{}";
        std::vector<std::string> parts;
        parts.reserve(pairs.size());
        for (const auto& pair : pairs) parts.push_back(pair_text(pair));
        return format("{{ {} }}", join(parts, ", "));
    }
};

} // namespace

TomlValue::TomlValue(std::string text) : value(std::move(text)) {}
TomlValue::TomlValue(const char* text) : value(std::string(text)) {}
TomlValue::TomlValue(bool flag) : value(flag) {}
TomlValue::TomlValue(std::int64_t number) : value(number) {}
TomlValue::TomlValue(std::vector<TomlValue> list) : value(std::move(list)) {}
TomlValue::TomlValue(TomlPairs pairs) : value(std::move(pairs)) {}

TomlValue::TomlValue(const TomlValue& other) = default;
TomlValue::TomlValue(TomlValue&& other) noexcept = default;
TomlValue& TomlValue::operator=(const TomlValue& other) = default;
TomlValue& TomlValue::operator=(TomlValue&& other) noexcept = default;
TomlValue::~TomlValue() = default;

TomlValue::TomlValue(const std::vector<std::string>& texts)
    : value(std::vector<TomlValue>(texts.begin(), texts.end())) {}

std::string toml_key(std::string_view key) {
    return !key.empty() && std::ranges::all_of(key, is_bare) ? std::string(key) : basic_string(key);
}

std::string toml_text(const TomlValue& value) {
    return std::visit(Writer{}, value.value);
}

std::string toml_table(const std::string& header, const TomlPairs& pairs) {
    const auto is_section = [](const TomlPair& pair) { return pair.section; };
    std::string result;
    // A table that has only sections comes into being by them.
    if (pairs.empty() || !std::ranges::all_of(pairs, is_section)) result = format("[{}]\n", header);
    for (const auto& pair : pairs)
        if (!pair.section) result += pair_text(pair) + '\n';
    for (const auto& pair : pairs) {
        if (!pair.section) continue;
        if (!result.empty()) result += '\n';
        result += toml_table(format("{}.{}", header, toml_key(pair.key)),
                             std::get<TomlPairs>(pair.value.value));
    }
    return result;
}

} // namespace pgslate::models
