#include "plan/hanging_nodes.hpp"

#include "plan/columns_of.hpp"
#include "plan/moved_nodes.hpp"
#include "plan/partition_nodes.hpp"
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
        connect_new_columns();
        connect_altered_children();
        connect_checks();
        connect_primary_keys();
        connect_referenced_keys();
    }

  private:
    // All tables below have each new column of a table, and may have one of that name by
    // themselves: what goes has gone by then, and what gets another type has it. A table that is
    // made anew has others below it.
    void connect_new_columns() {
        for (const auto& [id, node] : graph_.created) {
            const Identity table{Kind::table, {id.names.begin(), id.names.end() - 1}, {}};
            if (id.kind == Kind::column && !graph_.changes.created.contains(table))
                put_behind_tables_below(node, table, id.name());
        }
    }

    void put_behind_tables_below(std::size_t node, const Identity& table,
                                 const std::string& column) {
        for (const auto* child : graph_.live_index.hanging_on(table.names)) {
            if (graph_.changes.copied.contains(child->id)) continue;
            graph_.need(node, found(graph_.dropped, child->id));
            const auto own = part_of(child->id, Kind::column, column);
            for (const auto turn : {Turn::release, Turn::alter})
                graph_.need(node, graph_.turn_of(turn, own));
            put_behind_tables_below(node, child->id, column);
        }
    }

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
            const auto above = whole_of_partition(*table);
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

    // The server takes any key with these columns for what a foreign key refers to, one that goes
    // as well.
    void connect_referenced_keys() {
        std::multimap<Identity, std::size_t> going; // by their table
        for (const auto& [id, drop] : graph_.dropped)
            if (has_index(id.kind)) going.emplace(graph_.live.find(id)->parent.value(), drop);
        for (const auto& [id, node] : graph_.created) {
            if (id.kind != Kind::foreign_key) continue;
            const Identity table{
                Kind::table, graph_.changes.target.find(id)->list("references"), {}};
            const auto [first, last] = going.equal_range(table);
            for (auto at = first; at != last; ++at) graph_.need(node, at->second, Bond::possible);
        }
    }

    ChangeGraph& graph_;
};

} // namespace

void connect_hanging(ChangeGraph& graph) {
    Hanging(graph).run();
    connect_partitions(graph);
    connect_moved(graph);
}

} // namespace pgslate::plan
