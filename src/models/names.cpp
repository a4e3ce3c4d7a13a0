#include "models/names.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "sql/name.hpp"

namespace pgslate::models {
namespace {

// Reads one part from the front of `text`; nothing if there is none.
std::optional<std::string> take_part(std::string_view& text) {
    std::string part;
    const bool quoted = text.starts_with('"');
    std::size_t at = quoted ? 1 : 0;
    for (; at < text.size(); ++at) {
        if (!quoted && text[at] == '.') break;
        if (quoted && text[at] == '"') {
            if (at + 1 >= text.size() || text[at + 1] != '"') break;
            ++at;
        }
        part += text[at];
    }
    if (quoted && at >= text.size()) return std::nullopt;
    text.remove_prefix(quoted ? at + 1 : at);
    if (part.empty()) return std::nullopt;
    return part;
}

} // namespace

std::string chosen_name(std::string_view table, const std::vector<std::string>& columns,
                        std::string_view label) {
    const auto middle = format("{}", join(columns, "_"));
    const auto separators = middle.empty() ? std::size_t{1} : std::size_t{2};
    const auto room = sql::longest_name - label.size() - separators;
    auto first = table.size();
    auto second = middle.size();
    while (first + second > room) --(first > second ? first : second);
    const auto begin = clip(table, first);
    if (middle.empty()) return format("{}_{}", begin, label);
    return format("{}_{}_{}", begin, clip(middle, second), label);
}

std::optional<std::vector<std::string>> split_name(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        auto part = take_part(text);
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
        if (text.empty()) return parts;
        if (!text.starts_with('.')) return std::nullopt;
        text.remove_prefix(1);
    }
}

} // namespace pgslate::models
