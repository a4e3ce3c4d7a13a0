#include "report/terminal_text.hpp"

#include "base/format.hpp"

namespace pgslate::report {

std::string tame(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        const bool control = (code < 0x20 && code != '\n' && code != '\t') || code == 0x7F;
        if (code == 0xC2 && next >= 0x80 && next <= 0x9F) {
            result += format("\\x{:02x}", next);
            ++i;
        } else if (control) {
            result += format("\\x{:02x}", code);
        } else {
            result += text[i];
        }
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
