// What was said of a database that was found to be as declared.
#pragma once

#include "desired/cache.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::desired {

inline constexpr Cache::Sort verdicts{.ending = ".verdict", .most = 256};

/// A database is as its models declare it. What else is said of it then:
struct Verdict {
    std::size_t objects = 0;          ///< how many the models declare
    bool warned = false;              ///< they were read with warnings
    std::vector<std::string> unknown; ///< what the database contains and nobody can compare
    std::vector<std::string> ignored; ///< what it contains for others
};

std::string to_bytes(const Verdict& verdict);

/// What gave these bytes; nothing if nothing gave them.
std::optional<Verdict> verdict_in(std::string_view bytes);

} // namespace pgslate::desired
