#include "base/logins.hpp"

#include <algorithm>
#include <array>
#include <cctype>

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

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

// How the options of foreign-data wrappers call what is secret.
constexpr std::array<std::string_view, 8> words_for_secrets = {
    "password", "passwd", "passphrase", "pwd", "secret", "token", "api_key", "access_key"};

// Where something begins that belongs to the next word for a secret.
std::size_t behind_word(std::string_view text, std::size_t from) {
    const auto same = [](char a, char b) { return lower(a) == b; };
    const auto rest = text.substr(from);
    auto nearest = npos;
    for (const auto word : words_for_secrets) {
        const auto found = std::search(rest.begin(), rest.end(), word.begin(), word.end(), same);
        if (found == rest.end()) continue;
        const auto behind = from + static_cast<std::size_t>(found - rest.begin()) + word.size();
        nearest = std::min(nearest, behind);
    }
    return nearest;
}

struct Span {
    std::size_t begin;
    std::size_t end;
};

// The inside of the literal that stands at `at`, behind spaces, `=` and the prefix of an E''
// string, or the value right behind `=`; empty if there is neither.
Span secret_at(std::string_view text, std::size_t at) {
    auto begin = text.find_first_not_of(" \t\n=", at);
    if (begin == npos) return {at, at};
    if (lower(text[begin]) == 'e' && begin + 1 < text.size() && text[begin + 1] == '\'') ++begin;
    const char quote = text[begin];
    const auto until = [text](std::size_t found) { return std::min(found, text.size()); };
    if (quote != '\'' && quote != '"') {
        const bool value = text[at] == '=' && begin == at + 1;
        return {begin, value ? until(text.find_first_of(" \t\n&'\"", begin)) : begin};
    }
    // A literal within another has its quotes doubled.
    if (text.substr(begin, 2) == std::string(2, quote)) {
        begin += 2;
        return {begin, until(text.find(std::string(2, quote), begin))};
    }
    auto end = text.find(quote, ++begin);
    while (end != npos && end + 1 < text.size() && text[end + 1] == quote)
        end = text.find(quote, end + 2);
    return {begin, until(end)};
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

std::string without_passwords(std::string_view text) {
    std::string result(text);
    for (auto at = behind_word(result, 0); at != npos; at = behind_word(result, at)) {
        const auto [begin, end] = secret_at(result, at);
        std::fill_n(result.begin() + static_cast<std::ptrdiff_t>(begin), end - begin, '*');
        at = end;
    }
    return result;
}

} // namespace pgslate
