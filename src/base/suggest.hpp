#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate {

/// The candidate that `word` is most likely a misspelling of: the nearest by edits (insertions,
/// deletions, replacements, neighbours swapped), if no more than a third of the word is wrong.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string_view>& candidates);

} // namespace pgslate
