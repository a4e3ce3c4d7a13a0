#include "plan/copied_nodes.hpp"

#include "plan/partition_indexes.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

class CopyingNodes {
  public:
    explicit CopyingNodes(ChangeGraph& graph)
        : graph_(graph), partition_indexes_(indexes_of_partitions(graph.live)) {}

    // A table steps aside, and goes when the one in its place, with its partitions, has the rows.
    void add(const Identity& table, const CopiedRows& rows) {
        const auto aside =
            graph_.nodes.add(*graph_.live.find(table), Part::alter, rows.stepping_aside);
        const auto copying =
            graph_.nodes.add(*graph_.changes.target.find(table), Part::alter, rows.copying);
        aside_.emplace(table, aside);
        graph_.need(found(graph_.created, table), aside);
        graph_.need(copying, found(graph_.created, table));
        graph_.need(found(graph_.dropped, table), copying);
        for (const auto* part : graph_.live_index.all_parts_of(table))
            graph_.need(aside, found(graph_.dropped, part->id));
        for (const auto* dependency : graph_.live_index.needed_by(table)) // by its type, too
            if (dependency->from.kind != Kind::table
                && dependency->from.kind != Kind::foreign_table)
                graph_.need(aside, found(graph_.dropped, dependency->from));
        leave_whole(table, aside);
        leave_indexes(table, aside);
        leave_partitions(table, aside, copying);
        enter_partitions(table, copying);
        for (const auto& [id, node] : graph_.created)
            if (id.kind == Kind::foreign_key && graph_.nodes.list[node].group == node
                && graph_.changes.target.find(id)->list("references") == table.names)
                graph_.need(node, copying);
    }

    // A partition is taken out of its whole while that is still called so.
    void connect_asides() const {
        for (const auto& [table, aside] : aside_)
            if (const auto& names = graph_.live.find(table)->list("partition_of"); !names.empty())
                graph_.need(found(aside_, {Kind::table, names, {}}), aside);
    }

  private:
    // What is done to its whole is not done to it any more, nor to its partitions.
    void leave_whole(const Identity& table, std::size_t aside) {
        const auto& names = graph_.live.find(table)->list("partition_of");
        if (names.empty()) return;
        const Identity whole{Kind::table, names, {}};
        for (const auto* part : graph_.live_index.parts_of(whole))
            if (part->id.kind == Kind::column) {
                graph_.need(graph_.turn_of(Turn::alter, part->id), aside);
                graph_.need(found(graph_.dropped, part->id), aside);
            }
        for (const auto* part : graph_.target_index.parts_of(whole))
            if (part->id.kind == Kind::column) graph_.need(graph_.made(part->id), aside);
    }

    // Its indexes go with those of its whole only while it is a part of that.
    void leave_indexes(const Identity& table, std::size_t aside) {
        for (const auto& [whole, part] : partition_indexes_)
            if (graph_.live.find(part)->parent == table)
                graph_.need(aside, found(graph_.dropped, whole));
    }

    // Those that stay are taken out first, and take their rows along.
    void leave_partitions(const Identity& table, std::size_t aside, std::size_t copying) {
        for (const auto* partition : graph_.live_index.hanging_on(table.names)) {
            graph_.need(found(graph_.dropped, partition->id), copying);
            graph_.need(aside, graph_.turn_of(Turn::release, partition->id));
            for (const auto* part : graph_.live_index.all_parts_of(table))
                graph_.need(found(graph_.dropped, part->id),
                            graph_.turn_of(Turn::release, partition->id));
            leave_partitions(partition->id, aside, copying);
        }
    }

    // Rows come before what looks at them, or does something about each.
    void enter_partitions(const Identity& table, std::size_t copying) {
        for (const auto* part : graph_.target_index.parts_of(table)) {
            const auto node = found(graph_.created, part->id);
            if (part->id.kind == Kind::column || part->id.kind == Kind::check)
                graph_.need(copying, node);
            else if (node && graph_.nodes.list[*node].group == *node)
                graph_.need(*node, copying);
        }
        for (const auto* partition : graph_.target_index.hanging_on(table.names)) {
            graph_.need(copying, found(graph_.created, partition->id));
            graph_.need(copying, graph_.turn_of(Turn::settle, partition->id));
            graph_.need(graph_.turn_of(Turn::settle, partition->id), found(graph_.created, table));
            if (graph_.changes.created.contains(partition->id))
                enter_partitions(partition->id, copying);
        }
    }

    ChangeGraph& graph_;
    const std::multimap<Identity, Identity> partition_indexes_; // by that of the whole
    ByIdentity aside_;                                          // by what steps aside
};

} // namespace

void copy_rows(ChangeGraph& graph) {
    CopyingNodes copying(graph);
    for (const auto& [table, rows] : graph.changes.copied) copying.add(table, rows);
    copying.connect_asides();
}

} // namespace pgslate::plan
