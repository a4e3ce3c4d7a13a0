#include "plan/partition_nodes.hpp"

#include "plan/columns_of.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

bool is_taken_over(Kind kind) {
    return kind == Kind::column || kind == Kind::check;
}

class Partitions {
  public:
    explicit Partitions(ChangeGraph& graph) : graph_(graph) {}

    void run() {
        connect_new_parts();
        connect_old_partitions();
        make_room();
        connect_rerouted();
        connect_emptied();
    }

  private:
    // A partition has all keys of its whole, and must be able to; what it is itself partitioned by
    // can't be altered any more.
    void connect_new_parts() {
        for (const auto& [id, node] : graph_.created) {
            const auto* table = graph_.changes.target.find(id);
            if (table == nullptr) continue;
            if (has_index(id.kind)) graph_.need(graph_.turn_of(Turn::settle, *table->parent), node);
            graph_.need(graph_.turn_of(Turn::settle, id), node);
            for (const auto& whole : wholes_of(*table)) connect_new_part(node, whole);
        }
    }

    // Once something is a part of it, what is done to the whole would be done to that, too.
    void connect_new_part(std::size_t node, const Identity& whole) {
        for (const auto* part : graph_.live_index.parts_of(whole))
            if (has_index(part->id.kind) || is_taken_over(part->id.kind)) {
                graph_.need(node, found(graph_.dropped, part->id));
                graph_.need(node, graph_.turn_of(Turn::alter, part->id));
                graph_.need(node, graph_.turn_of(Turn::settle, part->id), Bond::possible);
            }
        for (const auto& [part, made] : graph_.created)
            if (is_taken_over(part.kind) && graph_.changes.target.find(part)->parent == whole)
                graph_.need(node, made);
    }

    // What its whole will have, a partition that goes need not be able to.
    void connect_old_partitions() {
        for (const auto& [id, drop] : graph_.dropped) {
            const auto* table = graph_.live.find(id);
            if (!table->has("partition_of")) continue;
            const auto whole = whole_of_partition(*table);
            drop_behind_keys(drop, whole);
            if (graph_.is_dropped(whole) || graph_.changes.copied.contains(id)) continue;
            const auto left = when_left(id, drop);
            for (const auto* part : graph_.live_index.parts_of(whole))
                graph_.need(graph_.turn_of(Turn::alter, part->id), left);
            for (const auto& [part, made] : graph_.created)
                if (graph_.changes.target.find(part)->parent == whole) graph_.need(made, left);
        }
    }

    // It is taken out first where others are to have its rows.
    std::size_t when_left(const Identity& partition, std::size_t drop) const {
        return graph_.turn_of(Turn::release, partition).value_or(drop);
    }

    // What refers to a whole refers to each of its partitions, too.
    void drop_behind_keys(std::size_t drop, const Identity& whole) {
        for (const auto& [id, key] : graph_.dropped)
            if (id.kind == Kind::foreign_key
                && graph_.live.find(id)->list("references") == whole.names)
                graph_.need(drop, key);
        const auto* fact = graph_.live.find(whole);
        if (fact != nullptr && fact->has("partition_of"))
            drop_behind_keys(drop, whole_of_partition(*fact));
    }

    // What it is a partition of has stepped aside, and whoever comes is one of another table.
    bool is_left_aside(const Identity& partition) const {
        const auto wholes = wholes_above(graph_.live, *graph_.live.find(partition));
        return std::ranges::any_of(
            wholes, [&](const auto& whole) { return graph_.changes.copied.contains(whole); });
    }

    // No partition takes the place of another before that has left it, or has gone.
    void make_room() {
        std::map<std::vector<std::string>, std::vector<std::size_t>> leaving; // by the whole
        const auto note = [&](const Identity& id, std::size_t node) {
            const auto* table = graph_.live.find(id);
            if (table != nullptr && table->has("partition_of"))
                leaving[table->list("partition_of")].push_back(node);
        };
        for (const auto& [id, node] : graph_.altered[Turn::release]) note(id, node);
        for (const auto& [id, node] : graph_.dropped)
            if (!graph_.changes.copied.contains(id) && !is_left_aside(id))
                note(id, when_left(id, node));
        for (const auto* coming : {&graph_.created, &graph_.altered[Turn::settle]})
            for (const auto& [id, node] : *coming) {
                const auto* table = graph_.changes.target.find(id);
                if (table == nullptr || !table->has("partition_of")) continue;
                for (const auto left : leaving[table->list("partition_of")])
                    if (left != node) graph_.need(node, left);
            }
    }

    // What fits into the default partition is known when all others are there, and rows come back
    // when that is, too.
    void connect_rerouted() {
        for (const auto& [whole, rest] : graph_.changes.rerouted) {
            const auto back = graph_.turn_of(Turn::settle, whole);
            const auto last = rest ? graph_.turn_of(Turn::settle, *rest) : std::nullopt;
            graph_.need(last, graph_.turn_of(Turn::release, whole));
            for (const auto* coming : {&graph_.created, &graph_.altered[Turn::settle]})
                for (const auto& [id, node] : *coming) {
                    const auto* table = graph_.changes.target.find(id);
                    if (table == nullptr || table->list("partition_of") != whole.names) continue;
                    graph_.need(node, graph_.turn_of(Turn::release, whole));
                    graph_.need(back, node);
                    graph_.need(last, node);
                }
        }
    }

    // Rows of a partition that goes find their place when all others are there.
    void connect_emptied() {
        for (const auto& [id, drop] : graph_.dropped) {
            const auto emptying = graph_.turn_of(Turn::settle, id);
            const auto* table = graph_.live.find(id);
            if (!emptying || !table->has("partition_of")) continue;
            graph_.need(drop, emptying);
            for (const auto* coming : {&graph_.created, &graph_.altered[Turn::settle]})
                for (const auto& [other, node] : *coming) {
                    const auto* partition = graph_.changes.target.find(other);
                    if (partition != nullptr
                        && partition->list("partition_of") == table->list("partition_of"))
                        graph_.need(emptying, node);
                }
        }
    }

    ChangeGraph& graph_;
};

} // namespace

void connect_partitions(ChangeGraph& graph) {
    Partitions(graph).run();
}

} // namespace pgslate::plan
