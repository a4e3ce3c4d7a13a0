// Graphs over small numbers: who they stand for is the caller's business.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace pgslate::plan {

/// For each node the nodes that it needs, in the order in which they are to be looked at.
using Graph = std::vector<std::vector<std::size_t>>;

/// How strongly a node needs another: where needs go round in a circle, the weakest is given up.
enum class Bond {
    certain,   ///< stated by the model or the server
    mentioned, ///< a name that is mentioned
    ahead,     ///< the same, of what comes later in the same file
    in_file,   ///< a statement comes behind the one before it in its file
    possible   ///< a word that may be a name
};

struct Need {
    std::size_t on = 0;
    Bond bond = Bond::certain;
    bool at_once = false; ///< see catalog::Dependency

    friend auto operator<=>(const Need&, const Need&) = default;
};

/// A graph whose needs differ in strength.
using Needs = std::vector<std::vector<Need>>;

/// The needs that are at least as strong as `weakest`.
Graph graph_of(const Needs& needs, Bond weakest);

/// Gives up needs until nothing goes round in a circle any more, weaker ones before stronger ones,
/// but none that is certain.
Needs untangled(Needs needs);

/// For each node the number of its strongly connected component (Tarjan 1972): two nodes have the
/// same number if and only if each needs the other, directly or not.
std::vector<std::size_t> components(const Graph& needs);

/// All nodes, each behind what it needs, otherwise in the order of `visiting`. On a cycle the need
/// that would close it is passed over.
std::vector<std::size_t> ordered(const Graph& needs, std::span<const std::size_t> visiting);
/// The same in the order of their numbers.
std::vector<std::size_t> ordered(const Graph& needs);

} // namespace pgslate::plan
