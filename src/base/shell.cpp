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

} // namespace pgslate
