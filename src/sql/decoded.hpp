#pragma once

#include "sql/tokens.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::sql {

/// What a quoted token says, and where each byte of that stands in the text.
struct Decoded {
    std::string text;
    std::vector<std::size_t> places; ///< of each byte, and of the end

    std::size_t place(std::size_t byte) const { return places[byte]; }
};

/// The content of a string, a dollar-quoted string or a quoted name, with doubled quotes and the
/// escapes of E'' and U&'' resolved (manual, "String Constants"); `escape` is what UESCAPE says.
/// Escapes that are wrong stand for themselves.
Decoded decode(const Token& token, std::string_view text, char escape = '\\');

/// The inside of a TOML string, which has the same escapes in "..." and none in '...'.
Decoded decode_toml(std::string_view inside, std::size_t begin, bool escapes);

} // namespace pgslate::sql
