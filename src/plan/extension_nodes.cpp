#include "plan/extension_nodes.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

// What comes of the extension comes behind all that goes.
void come_behind_drops(ChangeGraph& graph, NodeNumber extension) {
    for (const auto& [id, drop] : graph.dropped) graph.need(extension, drop, Bond::possible);
}

// What goes of the extension goes before all that comes.
void go_before_new(ChangeGraph& graph, NodeNumber extension) {
    for (const auto& [id, create] : graph.created) graph.need(create, extension, Bond::possible);
}

// What would go with the extension, and stays or goes by itself.
void connect_dependent(ChangeGraph& graph, const DropNodes& drops, const Identity& dependency) {
    const auto extension = found(graph.dropped, {Kind::extension, {dependency.name()}, {}});
    graph.need(extension, drops.drop_of(dependency));
    graph.need(extension, drops.drop_of(subject_of(dependency)));
}

} // namespace

void connect_extensions(ChangeGraph& graph, const DropNodes& drops) {
    for (const auto& [id, node] : graph.created)
        if (id.kind == Kind::extension) come_behind_drops(graph, node);
    for (const auto& [id, alterations] : graph.changes.altered)
        if (id.kind == Kind::extension) {
            come_behind_drops(graph, graph.turn_of(Turn::alter, id));
            go_before_new(graph, graph.turn_of(Turn::alter, id));
        }
    for (const auto& [id, fact] : graph.live.facts)
        if (id.kind == Kind::extension_dependency) connect_dependent(graph, drops, id);
    for (const auto& [id, node] : graph.dropped)
        if (id.kind == Kind::extension) go_before_new(graph, node);
}

} // namespace pgslate::plan
