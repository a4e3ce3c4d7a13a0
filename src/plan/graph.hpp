// Graphs over small numbers: who they stand for is the caller's business.
#pragma once

#include <cstddef>
#include <vector>

namespace pgslate::plan {

/// For each node the nodes that it needs, in the order in which they are to be looked at.
using Graph = std::vector<std::vector<std::size_t>>;

/// For each node the number of its strongly connected component (Tarjan 1972): two nodes have the
/// same number if and only if each needs the other, directly or not.
std::vector<std::size_t> components(const Graph& needs);

/// All nodes, each behind what it needs, otherwise in the order of their numbers. On a cycle the
/// need that would close it is passed over.
std::vector<std::size_t> ordered(const Graph& needs);

} // namespace pgslate::plan
