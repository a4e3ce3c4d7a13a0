// What is dropped, altered and created, by number in the graph that orders it.
#pragma once

#include "catalog/index.hpp"
#include "plan/changes.hpp"
#include "plan/nodes.hpp"

#include <map>
#include <optional>

namespace pgslate::plan {

using NodeNumber = std::optional<std::size_t>;
using ByIdentity = std::map<catalog::Identity, std::size_t>;

NodeNumber found(const ByIdentity& numbers, const catalog::Identity& id);

struct ChangeGraph {
    /// Knows what is created: the nodes that are there. Both have to live as long.
    ChangeGraph(Nodes& all, const Changes& what);

    /// Adds a need where both are there.
    void need(NodeNumber node, NodeNumber on, Bond bond = Bond::certain);

    bool is_dropped(const catalog::Identity& id) const { return changes.dropped.contains(id); }
    NodeNumber made(const catalog::Identity& id) const { return found(created, id); }
    NodeNumber turn_of(Turn turn, const catalog::Identity& id) const;
    /// What is new may have to be altered, too, when it is there.
    const catalog::Fact& altered_fact(const catalog::Identity& id) const;

    Nodes& nodes;
    const Changes& changes;
    const catalog::Catalog& live;
    const catalog::Index live_index;
    const catalog::Index target_index;
    ByIdentity created;
    ByIdentity dropped; ///< by a statement of their own
    std::map<Turn, ByIdentity> altered;
};

} // namespace pgslate::plan
