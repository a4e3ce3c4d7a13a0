#include "base/toml_depth.hpp"

namespace pgslate {

std::optional<std::size_t> too_deep_key(std::string_view text) {
    constexpr int most_parts = 1000;
    // What ends a key, and with it the counting; a number or a list of them ends at a comma.
    constexpr std::string_view ends = "=,[]{}\n#";
    int dots = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (ends.find(text[at]) != std::string_view::npos) dots = 0;
        const bool between_parts = text[at] == '.' && at > 0 && text[at - 1] != '.';
        if (between_parts && ++dots >= most_parts) return at;
    }
    return std::nullopt;
}

} // namespace pgslate
