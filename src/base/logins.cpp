#include "base/logins.hpp"

#include <algorithm>

namespace pgslate {
namespace {

constexpr auto npos = std::string_view::npos;
// One slash will do: paths come out normalised.
constexpr std::string_view scheme_end = ":/";
constexpr std::string_view parameter = "password=";

// What stands behind the scheme of a URL, up to the end of the line.
std::string cleaned(std::string_view rest) {
    std::string text;
    if (const auto at = rest.rfind('@'); at != npos) {
        const auto slashes = rest.find_first_not_of('/');
        text = rest.substr(0, slashes);
        text += "...";
        rest.remove_prefix(at);
    }
    for (auto at = rest.find(parameter); at != npos; at = rest.find(parameter)) {
        text += rest.substr(0, at + parameter.size());
        text += "...";
        rest.remove_prefix(at + parameter.size());
        const auto end = rest.find_first_of("& '\"");
        rest.remove_prefix(end == npos ? rest.size() : end);
    }
    return text.append(rest);
}

} // namespace

bool may_hold_password(std::string_view text) {
    const auto scheme = text.find("://");
    const bool url = scheme != npos && text.find('@', scheme) != npos;
    return url || text.find(parameter) != npos;
}

std::string without_logins(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto length = std::min(text.find('\n'), text.size() - 1) + 1;
        const auto line = text.substr(0, length);
        const auto scheme = line.find(scheme_end);
        const auto kept = scheme == npos ? length : scheme + 1;
        result += line.substr(0, kept);
        result += cleaned(line.substr(kept));
        text.remove_prefix(length);
    }
    return result;
}

} // namespace pgslate
