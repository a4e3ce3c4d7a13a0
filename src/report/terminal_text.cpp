#include "report/terminal_text.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"

namespace pgslate::report {

namespace {

// Marks, embeddings, overrides and isolates that change the direction of what stands beside them
// (Unicode Standard Annex 9), and ends of lines that are no newline.
bool turns(char32_t code) {
    return code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E)
           || (code >= 0x2066 && code <= 0x2069);
}

void add_good(std::string& result, std::string_view text) {
    while (!text.empty()) {
        const auto [code, length] = first_character(text);
        if (!steers(code) || code == '\n' || code == '\t')
            result += text.substr(0, length);
        else
            result += code < 0x100 ? format("\\x{:02x}", static_cast<unsigned>(code))
                                   : format("\\u{:04x}", static_cast<unsigned>(code));
        text.remove_prefix(length);
    }
}

} // namespace

bool steers(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || turns(code);
}

// What is no UTF-8 may come from a database that holds any bytes; a terminal may take some of them
// for controls.
std::string tame(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto bad = first_bad_byte(text);
        add_good(result, text.substr(0, bad.value_or(text.size())));
        if (!bad) break;
        result += format("\\x{:02x}", static_cast<unsigned char>(text[*bad]));
        text.remove_prefix(*bad + 1);
    }
    return result;
}

std::string on_one_line(std::string_view text) {
    std::string result;
    for (const char c : tame(text))
        if (c == '\n')
            result += "\\n";
        else
            result += c;
    return result;
}

} // namespace pgslate::report
