#include "base/in_quotes.hpp"

namespace pgslate {

std::string in_quotes(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) {
        if (c == '\n')
            result += "\\n";
        else
            result += c;
        if (c == '"') result += c;
    }
    return result + '"';
}

} // namespace pgslate
