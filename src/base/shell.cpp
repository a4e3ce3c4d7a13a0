#include "base/shell.hpp"

namespace pgslate {

std::string shell_quoted(std::string_view value) {
    std::string result = "'";
    for (const char c : value)
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    return result + "'";
}

std::string shell_word(std::string_view value) {
    constexpr std::string_view harmless =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:@%";
    const bool plain =
        !value.empty() && value.find_first_not_of(harmless) == std::string_view::npos;
    return plain ? std::string(value) : shell_quoted(value);
}

} // namespace pgslate
