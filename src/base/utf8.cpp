#include "base/utf8.hpp"

#include <algorithm>

namespace pgslate {
namespace {

unsigned char byte(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool continues(unsigned char c) {
    return (c & 0xC0U) == 0x80U;
}

// How long a sequence that begins with `c` is; 0 if none begins so.
std::size_t sequence_length(unsigned char c) {
    if (c < 0x80) return 1;
    if (c >= 0xC2 && c <= 0xDF) return 2;
    if (c >= 0xE0 && c <= 0xEF) return 3;
    if (c >= 0xF0 && c <= 0xF4) return 4;
    return 0;
}

// The bounds of the second byte that keep out overlong forms, surrogates and what is too large.
bool second_fits(unsigned char first, unsigned char second) {
    if (first == 0xE0) return second >= 0xA0;
    if (first == 0xED) return second <= 0x9F;
    if (first == 0xF0) return second >= 0x90;
    if (first == 0xF4) return second <= 0x8F;
    return true;
}

bool good_sequence(std::string_view text, std::size_t at, std::size_t length) {
    if (length == 0 || at + length > text.size()) return false;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues(byte(text, at + i))) return false;
    return length == 1 || second_fits(byte(text, at), byte(text, at + 1));
}

} // namespace

std::optional<std::size_t> first_bad_byte(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '\0') return at;
        const auto length = sequence_length(byte(text, at));
        if (!good_sequence(text, at, length)) return at;
        at += length;
    }
    return std::nullopt;
}

Character first_character(std::string_view text) {
    const auto first = byte(text, 0);
    const auto length = sequence_length(first);
    char32_t code = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) code = code << 6U | (byte(text, i) & 0x3FU);
    return {code, length};
}

std::string_view clip(std::string_view text, std::size_t limit) {
    auto length = std::min(text.size(), limit);
    while (length < text.size() && length > 0 && continues(byte(text, length))) --length;
    return text.substr(0, length);
}

} // namespace pgslate
