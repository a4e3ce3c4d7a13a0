#include "plan/sequence_nodes.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

// The sequence of an identity column has the name that one of its own will have, and a sequence
// goes to a column only where both belong to the same role.
void connect_owned(ChangeGraph& graph) {
    for (const auto& id : graph.changes.created) {
        if (id.kind != Kind::sequence_owner) continue;
        const auto& column = graph.changes.target.find(id)->list("column");
        graph.need(graph.made({Kind::sequence, id.names, {}}),
                   graph.turn_of(Turn::release, {Kind::column, column, {}}));
        const auto owned = graph.made(id);
        const Identity own{Kind::owner, id.names, Kind::sequence};
        const Identity of_table{Kind::owner, {column[0], column[1]}, Kind::table};
        for (const auto& owner : {own, of_table}) {
            graph.need(owned, graph.turn_of(Turn::alter, owner));
            graph.need(owned, graph.made(owner));
            graph.need(owned, found(graph.dropped, owner));
        }
    }
}

// What a column has belongs to whom its table does: only what it lets go has an owner of its own.
void connect_let_go(ChangeGraph& graph) {
    for (const auto& [id, drop] : graph.dropped) {
        if (id.kind != Kind::sequence_owner) continue;
        const Identity owner{Kind::owner, id.names, Kind::sequence};
        graph.need(graph.made(owner), drop);
        graph.need(graph.turn_of(Turn::alter, owner), drop);
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
    connect_let_go(graph);
    connect_identities(graph);
    connect_counters(graph);
}

} // namespace pgslate::plan
