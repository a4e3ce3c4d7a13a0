#include "plan/sequence_nodes.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

// The sequence of an identity column has the name that one of its own will have.
void connect_owned(ChangeGraph& graph) {
    for (const auto& [id, node] : graph.created) {
        if (id.kind != Kind::sequence) continue;
        const auto* owner = graph.changes.target.find({Kind::sequence_owner, id.names, {}});
        if (owner == nullptr) continue;
        const auto& column = owner->list("column");
        graph.need(node, graph.turn_of(Turn::release, {Kind::column, column, {}}));
        const auto owned = graph.made({Kind::sequence_owner, id.names, {}});
        graph.need(owned, graph.made({Kind::owner, id.names, Kind::sequence}));
        const Identity table{Kind::owner, {column[0], column[1]}, Kind::table};
        graph.need(owned, graph.turn_of(Turn::alter, table));
        graph.need(owned, graph.made(table));
        graph.need(owned, found(graph.dropped, table));
    }
}

// Nothing can be said of the sequence of a column that is no identity column any more.
void connect_identities(ChangeGraph& graph) {
    for (const auto& [id, node] : graph.dropped) {
        const auto& column = graph.live.find(id)->parent;
        if (!column || column->kind != Kind::column || subject_of(id).kind != Kind::sequence)
            continue;
        graph.need(graph.turn_of(Turn::release, *column), node);
        graph.need(graph.turn_of(Turn::settle, *column), node);
    }
}

// A counter goes over when both sequences are there, and the new one may have its name only then.
void connect_counters(ChangeGraph& graph) {
    for (const auto& [column, counter] : graph.changes.counters) {
        const auto settled = graph.turn_of(Turn::settle, column);
        const auto created = graph.made({Kind::sequence, counter.declared, {}});
        graph.need(created, graph.turn_of(Turn::release, column));
        graph.need(settled, created);
        graph.need(found(graph.dropped, {Kind::sequence, counter.live, {}}), settled);
    }
}

} // namespace

void connect_sequences(ChangeGraph& graph) {
    connect_owned(graph);
    connect_identities(graph);
    connect_counters(graph);
}

} // namespace pgslate::plan
