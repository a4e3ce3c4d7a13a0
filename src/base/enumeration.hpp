#pragma once

#include "base/format.hpp"

#include <span>
#include <string>

namespace pgslate {

/// "a", "a and b", "a, b and c"; there is one at least.
inline std::string enumeration(std::span<const std::string> words) {
    const auto last = words.size() - 1;
    if (last == 0) return words.front();
    return format("{} and {}", join(words.first(last), ", "), words[last]);
}

} // namespace pgslate
