#pragma once

#include <string_view>

namespace pgslate {

// A piece of `text`: without the white space (ASCII, as isspace knows it) at both its ends.
inline std::string_view trimmed(std::string_view text) {
    constexpr auto space = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

} // namespace pgslate
