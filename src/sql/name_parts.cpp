#include "sql/name_parts.hpp"

namespace pgslate::sql {
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

} // namespace pgslate::sql
