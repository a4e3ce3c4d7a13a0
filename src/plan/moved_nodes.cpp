#include "plan/moved_nodes.hpp"

#include "plan/columns_of.hpp"

#include <algorithm>
#include <optional>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

class MovedTables {
  public:
    explicit MovedTables(ChangeGraph& graph) : graph_(graph) {}

    void run() {
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

  private:
    // It is altered, and gets what it has to have, while it is on its own.
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
        for (const auto& [id, node] : graph_.dropped)
            if (has_index(id.kind) && is_on_whole_that_stays(id, table)) graph_.need(node, release);
    }

    bool is_on_whole_that_stays(const Identity& index, const Identity& table) const {
        const auto& on = graph_.live.find(index)->parent;
        const auto wholes = wholes_of(*graph_.live.find(table));
        return on && std::ranges::count(wholes, *on) > 0 && !graph_.changes.copied.contains(*on);
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
        const auto whole = whole_of_partition(fact);
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

void connect_moved(ChangeGraph& graph) {
    MovedTables(graph).run();
}

} // namespace pgslate::plan
