#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pgslate {

/// The offset of the first byte that is NUL or not part of valid UTF-8 (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF); nothing if all of `text` is good.
/// PostgreSQL stores neither, so both are refused before anything is sent.
std::optional<std::size_t> first_bad_byte(std::string_view text);

/// The longest part of `text` from its beginning that has at most `limit` bytes and does not end
/// within a character.
std::string_view clip(std::string_view text, std::size_t limit);

} // namespace pgslate
