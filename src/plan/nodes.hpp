// What is to be created as the nodes of a graph, and what each of them needs.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/alteration.hpp"
#include "plan/graph.hpp"
#include "sql/text.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace pgslate::plan {

/// Which part of a fact a statement stands for.
enum class Part {
    whole,
    early, ///< what can be made first of it: Rule::early
    late,  ///< the rest: Rule::late
    last,  ///< Rule::at_last
    drop,  ///< of what is live: it goes, with all that belongs to it
    alter  ///< of what is live and stays: statements of one turn
};

struct Node {
    const catalog::Fact* fact;
    Part part = Part::whole;
    std::shared_ptr<const catalog::Fact> form{}; ///< of an early part: what is written of the fact
    sql::Text clause{};                          ///< what stands for it in the CREATE of its group
    std::size_t home;  ///< the node whose CREATE it may go into, or follow; else its own number
    std::size_t group; ///< the node whose CREATE it goes into or follows; else its own number
    std::vector<Alteration> statements{}; ///< of what is dropped or altered
};

struct Nodes {
    std::vector<Node> list;
    Needs needs;

    std::size_t size() const { return list.size(); }
    /// Adds a part of a node, which needs that; returns its number.
    std::size_t add_part(std::size_t of, Part part);
    /// Adds a node that needs nothing yet; returns its number.
    std::size_t add(const catalog::Fact& fact, Part part, std::vector<Alteration> statements);
};

/// A node for each of these facts of a catalog, in their order, with all that they need of each
/// other.
Nodes nodes_of(const catalog::Catalog& wanted, const std::vector<const catalog::Fact*>& facts);

/// What the groups need of each other, by the numbers of their first nodes.
Needs between_groups(const Nodes& nodes);

} // namespace pgslate::plan
