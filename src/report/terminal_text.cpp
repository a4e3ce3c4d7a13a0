#include "report/terminal_text.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"

namespace pgslate::report {

namespace {

// A byte as people read it, unless it is harmless.
void add_byte(std::string& result, char c) {
    const auto code = static_cast<unsigned char>(c);
    const bool control = (code < 0x20 && code != '\n' && code != '\t') || code == 0x7F;
    if (control)
        result += format("\\x{:02x}", code);
    else
        result += c;
}

// U+0080 to U+009F are controls, too.
void add_good(std::string& result, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if (code == 0xC2 && next <= 0x9F)
            result += format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
        else
            add_byte(result, text[i]);
    }
}

} // namespace

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
