// Puts next to each other what is better done at once.
#pragma once

#include "plan/graph.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace pgslate::plan {

/// `order`, in which each node stands behind what it needs, with those of one key next to each
/// other as far as their needs allow: what comes later moves to the first ones, and what that needs
/// moves before them.
std::vector<std::size_t> gathered(std::vector<std::size_t> order, const Graph& needs,
                                  const std::vector<std::optional<std::size_t>>& keys);

} // namespace pgslate::plan
