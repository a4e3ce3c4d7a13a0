#include "plan/change_graph.hpp"

namespace pgslate::plan {

using catalog::Fact;
using catalog::Identity;

NodeNumber found(const ByIdentity& numbers, const Identity& id) {
    const auto entry = numbers.find(id);
    return entry == numbers.end() ? std::nullopt : std::optional(entry->second);
}

ChangeGraph::ChangeGraph(Nodes& all, const Changes& what)
    : nodes(all), changes(what), live(what.live), live_index(what.live), target_index(what.target) {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes.list[i].part != Part::last && nodes.list[i].part != Part::late)
            created.emplace(nodes.list[i].fact->id, i);
}

void ChangeGraph::need(NodeNumber node, NodeNumber on, Bond bond) {
    if (node && on && *node != *on) nodes.needs[*node].push_back({*on, bond, true});
}

NodeNumber ChangeGraph::turn_of(Turn turn, const Identity& id) const {
    const auto of_turn = altered.find(turn);
    return of_turn == altered.end() ? std::nullopt : found(of_turn->second, id);
}

const Fact& ChangeGraph::altered_fact(const Identity& id) const {
    return changes.created.contains(id) ? changes.target.facts.at(id) : live.facts.at(id);
}

} // namespace pgslate::plan
