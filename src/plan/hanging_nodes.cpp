#include "plan/hanging_nodes.hpp"

#include "plan/columns_of.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

class Hanging {
  public:
    explicit Hanging(ChangeGraph& graph) : graph_(graph) {}

    void run() {
        connect_triggers();
        connect_children();
        connect_altered_children();
        connect_checks();
        connect_primary_keys();
        connect_new_parts();
        connect_old_partitions();
        make_room();
        connect_rerouted();
        connect_moved();
    }

  private:
    // All partitions have the trigger of their table: none of them has one of its name by itself.
    void connect_triggers() {
        for (const auto& [id, node] : graph_.created) {
            if (id.kind != Kind::trigger || is_true(*graph_.changes.target.find(id), "inherited"))
                continue;
            for (const auto& [other, drop] : graph_.dropped)
                if (other.kind == Kind::trigger && other.name() == id.name()
                    && (is_below(other, id) || is_below(id, other)))
                    graph_.need(node, drop);
        }
    }

    // Is the table of the one a partition of that of the other, or of one of its partitions?
    bool is_below(const Identity& part, const Identity& whole) const {
        for (const auto* table = table_of(part); table != nullptr && table->has("partition_of");) {
            const Identity above{Kind::table, table->list("partition_of"), {}};
            if (std::equal(above.names.begin(), above.names.end(), whole.names.begin()))
                return true;
            table = graph_.live.find(above);
        }
        return false;
    }

    const Fact* table_of(const Identity& part) const {
        const auto* fact =
            graph_.live.find({Kind::table, {part.names.at(0), part.names.at(1)}, {}});
        return fact != nullptr ? fact
                               : graph_.live.find(
                                   {Kind::foreign_table, {part.names.at(0), part.names.at(1)}, {}});
    }

    // A column that a child is to have by itself, too, is there before its parent adds it to all;
    // of one that it has from there something is said afterwards.
    void connect_children() {
        for (const auto& [id, node] : graph_.created) {
            const auto* column = id.kind == Kind::column ? graph_.changes.target.find(id) : nullptr;
            if (column == nullptr || !column->parent) continue;
            const auto* table = graph_.changes.target.find(*column->parent);
            if (table == nullptr) continue;
            for (const auto& whole : wholes_of(*table)) {
                if (graph_.made(whole)) continue; // then it adds nothing to what is there
                const auto above = graph_.made(part_of(whole, Kind::column, id.name()));
                column->has("type") ? graph_.need(above, node) : graph_.need(node, above);
            }
        }
    }

    // What is said of a column by itself comes behind what is said of the whole's.
    void connect_altered_children() {
        for (const auto turn : {Turn::alter, Turn::settle})
            for (const auto& [id, node] : graph_.altered[turn]) {
                const auto* table = id.kind == Kind::column ? table_of(id) : nullptr;
                if (table == nullptr) continue;
                for (const auto& whole : wholes_above(graph_.live, *table)) {
                    const auto of_whole = part_of(whole, Kind::column, id.name());
                    graph_.need(node, graph_.turn_of(Turn::alter, of_whole));
                    graph_.need(node, graph_.turn_of(Turn::release, of_whole));
                }
            }
        for (const auto& [id, node] : graph_.altered[Turn::release]) give_up_between(id, node);
    }

    // Its own NOT NULL goes when the whole has none any more, or none yet.
    void give_up_between(const Identity& id, std::size_t node) {
        const auto* table = id.kind == Kind::column ? table_of(id) : nullptr;
        if (table == nullptr) return;
        for (const auto& whole : wholes_above(graph_.live, *table)) {
            const auto of_whole = part_of(whole, Kind::column, id.name());
            graph_.need(node, graph_.turn_of(Turn::release, of_whole));
            graph_.need(graph_.turn_of(Turn::settle, of_whole), node);
        }
    }

    // A check that a table has by itself and from its whole goes with that of the whole, and then
    // by itself; it is there by itself before the whole gives it to all.
    void connect_checks() {
        for (const auto& [id, node] : graph_.dropped)
            if (id.kind == Kind::check)
                for (const auto& above : checks_above(id)) {
                    graph_.need(node, found(graph_.dropped, above));
                    graph_.need(graph_.made(above), node);
                }
        for (const auto& [id, node] : graph_.created)
            if (id.kind == Kind::check)
                for (const auto& above : checks_above(id)) {
                    graph_.need(node, found(graph_.dropped, above));
                    graph_.need(node, graph_.turn_of(Turn::alter, above));
                    graph_.need(graph_.made(above), node);
                }
    }

    // Of the tables that its table hangs on before and afterwards.
    std::vector<Identity> checks_above(const Identity& check) const {
        std::vector<Identity> result;
        const auto* table = table_of(check);
        if (table == nullptr || graph_.made(table->id) || graph_.is_dropped(table->id)
            || graph_.changes.moved.contains(table->id))
            return result;
        for (const auto& whole : wholes_above(graph_.live, *table))
            result.push_back(part_of(whole, Kind::check, check.name()));
        return result;
    }

    // A partition has that of its whole, or else one of its own; its columns are to have NOT NULL
    // from the whole, not by themselves.
    void connect_primary_keys() {
        for (const auto& [id, node] : graph_.created) {
            const auto* table = id.kind == Kind::primary_key ? table_of(id) : nullptr;
            if (table == nullptr || !table->has("partition_of")) continue;
            for (const auto& whole : wholes_above(graph_.live, *table)) {
                for (const auto& [key, drop] : graph_.dropped)
                    if (key.kind == Kind::primary_key && graph_.live.find(key)->parent == whole)
                        graph_.need(node, drop);
                for (const auto& column : graph_.changes.target.find(id)->list("columns"))
                    graph_.need(node,
                                graph_.turn_of(Turn::settle, part_of(whole, Kind::column, column)),
                                Bond::possible);
            }
        }
    }

    static bool is_taken_over(Kind kind) { return kind == Kind::column || kind == Kind::check; }

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
            const Identity whole{Kind::table, table->list("partition_of"), {}};
            drop_behind_keys(drop, whole);
            if (graph_.is_dropped(whole) || graph_.changes.copied.contains(id)) continue;
            for (const auto* part : graph_.live_index.parts_of(whole))
                graph_.need(graph_.turn_of(Turn::alter, part->id), drop);
            for (const auto& [part, made] : graph_.created)
                if (graph_.changes.target.find(part)->parent == whole) graph_.need(made, drop);
        }
    }

    // What refers to a whole refers to each of its partitions, too.
    void drop_behind_keys(std::size_t drop, const Identity& whole) {
        for (const auto& [id, key] : graph_.dropped)
            if (id.kind == Kind::foreign_key
                && graph_.live.find(id)->list("references") == whole.names)
                graph_.need(drop, key);
        const auto* fact = graph_.live.find(whole);
        if (fact != nullptr && fact->has("partition_of"))
            drop_behind_keys(drop, {Kind::table, fact->list("partition_of"), {}});
    }

    // A table that is taken out of a whole, or put into one, is altered and gets what it has to
    // have when it is on its own.
    void connect_moved() {
        for (const auto& [id, node] : graph_.dropped)
            put_between(graph_.live.find(id)->parent, node);
        for (const auto& [id, node] : graph_.created)
            if (id.kind != Kind::trigger && id.kind != Kind::policy)
                put_between(graph_.changes.target.find(id)->parent, node);
        for (const auto& [turn, nodes] : graph_.altered)
            for (const auto& [id, node] : nodes) put_between(graph_.altered_fact(id).parent, node);
        for (const auto& table : graph_.changes.moved) {
            connect_to_old_wholes(table);
            connect_to_new_parents(table);
            connect_to_new_whole(table);
            connect_to_own_columns(table);
            connect_altered_columns(table);
        }
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
            if (!graph_.changes.copied.contains(id)) note(id, node);
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

    void put_between(const std::optional<Identity>& table, std::size_t node) {
        if (!table || !graph_.changes.moved.contains(*table)) return;
        graph_.need(node, graph_.turn_of(Turn::release, *table));
        graph_.need(graph_.turn_of(Turn::settle, *table), node);
    }

    static bool is_part_of(const Identity& id, const Identity& whole) {
        return (id.kind == Kind::check || id.kind == Kind::column) && id.names.size() == 3
               && std::equal(whole.names.begin(), whole.names.end(), id.names.begin());
    }

    // What becomes of a whole that it leaves is nothing to the table.
    void connect_to_old_wholes(const Identity& table) {
        const auto release = graph_.turn_of(Turn::release, table);
        for (const auto& whole : wholes_of(*graph_.live.find(table)))
            for (const auto* nodes :
                 {&graph_.created, &graph_.dropped, &graph_.altered[Turn::release],
                  &graph_.altered[Turn::alter], &graph_.altered[Turn::settle]})
                for (const auto& [id, node] : *nodes)
                    if (is_part_of(id, whole)) graph_.need(node, release);
    }

    // What its parents get now the table gets from them.
    void connect_to_new_parents(const Identity& table) {
        const auto& fact = *graph_.changes.target.find(table);
        if (!fact.has("inherits")) return;
        const auto settle = graph_.turn_of(Turn::settle, table);
        for (const auto& whole : wholes_of(fact)) {
            for (const auto& [id, node] : graph_.created) {
                if (!is_part_of(id, whole)) continue;
                if (id.kind == Kind::check) graph_.nodes.list[node].group = node;
                graph_.need(node, settle, id.kind == Kind::check ? Bond::certain : Bond::possible);
            }
            for (const auto& [id, node] : graph_.dropped)
                if (is_part_of(id, whole)) graph_.need(settle, node, Bond::possible);
        }
    }

    // A partition has the columns of its whole, and no others.
    void connect_to_new_whole(const Identity& table) {
        const auto& fact = *graph_.changes.target.find(table);
        if (!fact.has("partition_of")) return;
        const Identity whole{Kind::table, fact.list("partition_of"), {}};
        for (const auto* nodes : {&graph_.created, &graph_.dropped})
            for (const auto& [id, node] : *nodes)
                if (id.kind == Kind::column && is_part_of(id, whole))
                    graph_.need(graph_.turn_of(Turn::settle, table), node);
    }

    // Of columns that it has from a whole, nobody knows what needs them.
    void connect_to_own_columns(const Identity& table) {
        for (const auto& [id, node] : graph_.created) {
            if (id.kind == Kind::column || graph_.changes.target.find(id)->parent != table)
                continue;
            for (const auto& [column, made] : graph_.created)
                if (column.kind == Kind::column && is_part_of(column, table))
                    graph_.need(node, made, Bond::possible);
            for (const auto& [column, alterations] : graph_.changes.altered)
                if (column.kind == Kind::column && is_part_of(column, table))
                    graph_.need(node, graph_.turn_of(Turn::alter, column), Bond::possible);
        }
    }

    // A table is put into another when both have columns of the same types.
    void connect_altered_columns(const Identity& table) {
        const auto settle = graph_.turn_of(Turn::settle, table);
        auto both = wholes_of(*graph_.changes.target.find(table));
        both.push_back(table);
        for (const auto& [id, alterations] : graph_.changes.altered) {
            if (id.kind != Kind::column || alterations.empty()) continue;
            for (const auto& one : both)
                if (is_part_of(id, one))
                    graph_.need(settle, graph_.turn_of(Turn::alter, id), Bond::possible);
        }
    }

    ChangeGraph& graph_;
};

} // namespace

void connect_hanging(ChangeGraph& graph) {
    Hanging(graph).run();
}

} // namespace pgslate::plan
