#include "base/excerpt.hpp"

#include <utility>

namespace pgslate {

std::string line_of(std::string_view text, int line) {
    if (line < 1) return {};
    for (; line > 1; --line) {
        const auto newline = text.find('\n');
        if (newline == std::string_view::npos) return {};
        text.remove_prefix(newline + 1);
    }
    auto found = text.substr(0, text.find('\n'));
    if (found.ends_with('\r')) found.remove_suffix(1);
    return std::string(found);
}

Error with_hint(const Error& error, std::string hint) {
    auto problems = error.problems();
    problems.back().hints.push_back(std::move(hint));
    return Error(error.status(), std::move(problems));
}

} // namespace pgslate
