#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pgslate {

/// The offset of the first byte that is NUL or not part of valid UTF-8 (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF); nothing if all of `text` is good.
/// PostgreSQL stores neither, so both are refused before anything is sent.
std::optional<std::size_t> first_bad_byte(std::string_view text);

struct Character {
    char32_t code;
    std::size_t length; ///< in bytes
};

/// The first character of a text that is good UTF-8 and not empty.
Character first_character(std::string_view text);

/// The longest part of `text` from its beginning that has at most `limit` bytes and does not end
/// within a character.
std::string_view clip(std::string_view text, std::size_t limit);

} // namespace pgslate
