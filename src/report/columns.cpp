#include "report/columns.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace pgslate::report {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Blocks with characters that are wide (Unicode Standard Annex 11), or that terminals show as
// emoji. Rather whole blocks than each of them: a line that is a little short is no harm.
constexpr std::array wide = {
    Range{0x1100, 0x115F},   // Hangul Jamo
    Range{0x2300, 0x23FF},   // technical symbols, clocks
    Range{0x25A0, 0x27BF},   // symbols, dingbats
    Range{0x2B00, 0x2BFF},   // arrows, stars
    Range{0x2E80, 0xA4CF},   // ideographs, kana, Yi
    Range{0xA960, 0xA97F},   // Hangul Jamo
    Range{0xAC00, 0xD7FF},   // Hangul
    Range{0xF900, 0xFAFF},   // ideographs
    Range{0xFE10, 0xFE6F},   // forms, variation of the character before
    Range{0xFF00, 0xFFEF},   // full width
    Range{0x16FE0, 0x1B2FF}, // Tangut, kana
    Range{0x1F000, 0x1FAFF}, // emoji
    Range{0x20000, 0x3FFFD}, // ideographs
};

std::size_t columns_of_character(char32_t code) {
    const bool is_wide = std::ranges::any_of(
        wide, [code](const Range& range) { return range.first <= code && code <= range.last; });
    return is_wide ? 2 : 1;
}

} // namespace

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const auto [code, length] = first_character(text);
        columns += columns_of_character(code);
        text.remove_prefix(length);
    }
    return columns;
}

std::string cut_to(std::string_view text, std::size_t columns, std::string_view mark) {
    if (columns_of(text) <= columns) return std::string(text);
    const auto room = columns - std::min(columns, columns_of(mark));
    std::size_t used = 0;
    std::size_t kept = 0;
    while (true) {
        const auto [code, length] = first_character(text.substr(kept));
        used += columns_of_character(code);
        if (used > room) break;
        kept += length;
    }
    const auto shown_mark = room > 0 ? mark : std::string_view();
    return std::string(text.substr(0, kept)) + std::string(shown_mark);
}

std::string in_ascii(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto [code, length] = first_character(text);
        result += code < 0x80 ? static_cast<char>(code) : '?';
        text.remove_prefix(length);
    }
    return result;
}

} // namespace pgslate::report
