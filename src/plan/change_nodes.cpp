#include "plan/change_nodes.hpp"

#include "plan/change_graph.hpp"
#include "plan/columns_of.hpp"
#include "plan/copied_nodes.hpp"
#include "plan/hanging_nodes.hpp"
#include "plan/partition_indexes.hpp"
#include "plan/rule.hpp"
#include "plan/taken_names.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

// What may be there only once at a time.
std::vector<TakenName> taken_by(const Fact& fact) {
    auto names = names_taken_by(fact);
    if (const auto only_one = find_rule(fact.id.kind)->only_one; only_one != nullptr)
        if (auto of = only_one(fact); !of.empty())
            names.emplace_back(std::pair(catalog::NameSpace::own_kind, fact.id.kind),
                               std::move(of));
    return names;
}

class Adding {
  public:
    Adding(Nodes& nodes, const Changes& changes) : graph_(nodes, changes) {}

    void run() {
        find_changed_columns();
        note_whole_indexes();
        note_functions_of_types();
        note_sequences_aside();
        for (const auto& id : graph_.changes.dropped) add_drop(id);
        for (const auto& [id, alterations] : graph_.changes.altered)
            add_alterations(id, alterations);
        for (const auto& [id, name] : graph_.changes.aside) step_aside(id, name);
        plan::copy_rows(graph_);
        for (const auto& dependency : graph_.live.dependencies) connect_live(dependency);
        for (const auto& id : graph_.changes.dropped) connect_parts(id);
        for (const auto& dependency : graph_.changes.target.dependencies)
            connect_target(dependency);
        connect_parents();
        free_names();
        connect_sequences();
        connect_identities();
        connect_counters();
        connect_extensions();
        connect_hanging(graph_);
        connect_persistence();
    }

  private:
    // The column that a live sequence goes away with.
    const Fact* owning_column(const Identity& sequence) const {
        const auto* owner = graph_.live.find({Kind::sequence_owner, sequence.names, {}});
        return owner == nullptr ? nullptr
                                : graph_.live.find({Kind::column, owner->list("column"), {}});
    }

    // The index of a partition goes with that of the whole.
    void note_whole_indexes() {
        for (const auto& [whole, part] : indexes_of_partitions(graph_.live))
            if (graph_.is_dropped(whole)) whole_index_.emplace(part, whole);
    }

    static bool is_made_of_functions(const Identity& id) {
        return id.kind == Kind::base_type || id.kind == Kind::range_type;
    }

    // A type and functions that it consists of need each other: they go together.
    void note_functions_of_types() {
        std::multimap<std::vector<std::string>, const Dependency*> functions; // by the type's name
        for (const auto& dependency : graph_.live.dependencies)
            if (is_made_of_functions(dependency.from) && graph_.is_dropped(dependency.from)
                && dependency.on.kind == Kind::function)
                functions.emplace(dependency.from.names, &dependency);
        for (const auto& [from, on, strength, at_once] : graph_.live.dependencies) {
            if (!is_made_of_functions(on) && on.kind != Kind::shell_type) continue;
            const auto [first, last] = functions.equal_range(on.names);
            for (auto at = first; at != last; ++at)
                if (at->second->on == from) type_.emplace(from, at->second->from);
        }
    }

    void note_sequences_aside() {
        for (const auto& [column, counter] : graph_.changes.counters)
            if (!counter.aside.empty())
                sequences_aside_.emplace(Identity{Kind::sequence, counter.live, {}}, counter.aside);
    }

    // The column that it goes with where its table has it from another one.
    std::optional<Identity> column_above(const Identity& column) const {
        const auto* table =
            graph_.live.find({Kind::table, {column.names.at(0), column.names.at(1)}, {}});
        if (table == nullptr) return std::nullopt;
        for (const auto& whole : wholes_of(*table)) {
            const auto kind = whole.kind == Kind::table ? Kind::column : Kind::attribute;
            auto above = part_of(whole, kind, column.name());
            if (is_own(above) && graph_.is_dropped(above)) return above;
            if (kind == Kind::column && !is_own(above))
                if (auto more = column_above(above)) return more;
        }
        return std::nullopt;
    }

    bool is_own(const Identity& column) const {
        const auto* fact = graph_.live.find(column);
        return fact != nullptr && fact->has("type");
    }

    // With what does it go by itself? The whole that it is a part of; a sequence goes with its
    // column, and what is said of that with the sequence.
    std::optional<Identity> goes_with(const Identity& id) const {
        const auto& fact = *graph_.live.find(id);
        if (fact.parent && graph_.is_dropped(*fact.parent) && !gives_up_name(fact))
            return fact.parent;
        if (const auto subject = subject_of(id); subject != id && graph_.is_dropped(subject))
            return subject;
        if (const auto whole = whole_index_.find(id); whole != whole_index_.end())
            return whole->second;
        if (const auto type = type_.find(id); type != type_.end()) return type->second;
        if (id.kind == Kind::column && !fact.has("type")) return column_above(id);
        if (id.kind == Kind::sequence_owner) {
            const Identity sequence{Kind::sequence, id.names, {}};
            if (graph_.is_dropped(sequence)) return sequence;
        }
        if (id.kind != Kind::sequence) return std::nullopt;
        const auto* column = owning_column(id);
        if (column == nullptr || !graph_.is_dropped(column->id)) return std::nullopt;
        return column->id;
    }

    // Of a table whose rows are copied: what takes the place of the part is there before it goes.
    bool gives_up_name(const Fact& part) const {
        return graph_.changes.copied.contains(*part.parent)
               && (has_index(part.id.kind) || part.id.kind == Kind::statistics
                   || part.id.kind == Kind::foreign_key);
    }

    // A foreign key goes before the table that it refers to, whichever of the two goes first, and
    // before the partitions of that.
    bool is_explicit(const Identity& id) const {
        if (id.kind != Kind::foreign_key) return false;
        const auto& key = *graph_.live.find(id);
        const Identity table{Kind::table, key.list("references"), {}};
        return graph_.is_dropped(table)
               && (table != key.parent || !graph_.live_index.hanging_on(table.names).empty());
    }

    // Its children have the column by themselves from then on.
    bool is_left_to_children(const Fact& column) const {
        if (column.id.kind != Kind::column || !column.has("type")) return false;
        const auto& children =
            graph_.live_index.hanging_on({column.id.names.begin(), column.id.names.end() - 1});
        return !children.empty() && std::ranges::all_of(children, [&](const Fact* child) {
            const auto own = part_of(child->id, Kind::column, column.id.name());
            return is_own(own) && !graph_.is_dropped(own)
                   && !graph_.changes.moved.contains(child->id);
        });
    }

    void add_drop(const Identity& id) {
        if (goes_with(id) && !is_explicit(id)) return;
        auto fact = *graph_.live.find(id);
        if (const auto aside = graph_.changes.aside.find(id); aside != graph_.changes.aside.end())
            fact.id.names.back() = aside->second;
        if (const auto rows = graph_.changes.copied.find(id); rows != graph_.changes.copied.end()) {
            fact.id.names.back() = rows->second.aside;
            fact.attributes.erase("partition_of");
        }
        if (const auto aside = sequences_aside_.find(id); aside != sequences_aside_.end())
            fact.id.names.back() = aside->second;
        if (is_left_to_children(fact)) fact.attributes["left_to_children"] = "true";
        Alterations drops;
        for (auto& sql : drops_of(fact)) drops.push_back({.sql = std::move(sql)});
        graph_.dropped.emplace(
            id, graph_.nodes.add(*graph_.live.find(id), Part::drop, std::move(drops)));
    }

    void add_alterations(const Identity& id, const Alterations& alterations) {
        std::map<Turn, Alterations> turns;
        for (const auto& alteration : alterations) turns[alteration.turn].push_back(alteration);
        const auto& fact = graph_.altered_fact(id);
        for (auto& [turn, statements] : turns)
            graph_.altered[turn].emplace(
                id, graph_.nodes.add(fact, Part::alter, std::move(statements)));
        graph_.need(graph_.turn_of(Turn::alter, id), graph_.turn_of(Turn::release, id));
        graph_.need(graph_.turn_of(Turn::settle, id), graph_.turn_of(Turn::release, id));
        graph_.need(graph_.turn_of(Turn::settle, id), graph_.turn_of(Turn::alter, id));
    }

    void step_aside(const Identity& id, const std::string& name) {
        const auto node = graph_.nodes.add(
            *graph_.live.find(id), Part::alter,
            altered(text("ALTER {} {} RENAME TO {}",
                         id.kind == Kind::collation ? text("COLLATION") : text("TYPE"),
                         qualified(id), sql::Identifier(name))));
        graph_.need(found(graph_.created, id), node);
        graph_.need(found(graph_.dropped, id), node);
        stepping_aside_.emplace(id, node);
    }

    // What takes it away: its own statement, or that of what it goes with.
    NodeNumber drop_of(Identity id) const {
        while (true) {
            if (const auto node = found(graph_.dropped, id)) return node;
            if (graph_.live.find(id) == nullptr && id.kind == Kind::column)
                if (const auto above = column_above(id)) return drop_of(*above);
            if (graph_.live.find(id) == nullptr || !graph_.is_dropped(id)) return std::nullopt;
            const auto with = goes_with(id);
            if (!with) return std::nullopt;
            id = *with;
        }
    }

    // The sequence that a column owns goes when that has the numbers.
    bool hands_counter_over(NodeNumber drop, const Identity& column) const {
        const auto counter = graph_.changes.counters.find(column);
        return drop && counter != graph_.changes.counters.end()
               && drop == found(graph_.dropped, {Kind::sequence, counter->second.live, {}});
    }

    // A column that a table has from another one is altered with that. Where it has nothing of its
    // own, what needs it is known to need the table.
    std::vector<Identity> altered_with(const Identity& id, const Catalog& catalog) const {
        std::vector<Identity> all = {id};
        const bool column = id.kind == Kind::column;
        if (!column && id.kind != Kind::table) return all;
        const auto end = column ? id.names.end() - 1 : id.names.end();
        const auto* table = catalog.find({Kind::table, {id.names.begin(), end}, {}});
        if (table == nullptr) return all;
        if (!column && graph_.changes.moved.contains(id)) add_changed_columns(id, all);
        for (const auto& whole : wholes_of(*table)) {
            if (whole.kind != Kind::table) continue;
            const auto of_whole = column ? part_of(whole, Kind::column, id.name()) : whole;
            const auto more = altered_with(of_whole, catalog);
            all.insert(all.end(), more.begin(), more.end());
            if (!column) add_changed_columns(whole, all);
        }
        return all;
    }

    void add_changed_columns(const Identity& table, std::vector<Identity>& all) const {
        const auto columns = changed_columns_.find(table);
        if (columns != changed_columns_.end())
            all.insert(all.end(), columns->second.begin(), columns->second.end());
    }

    void find_changed_columns() {
        const auto add = [this](const Identity& id) {
            if (id.kind != Kind::column) return;
            const Identity table{Kind::table, {id.names.begin(), id.names.end() - 1}, {}};
            changed_columns_[table].push_back(id);
        };
        for (const auto& [id, alterations] : graph_.changes.altered) add(id);
        for (const auto* ids : {&graph_.changes.dropped, &graph_.changes.created})
            for (const auto& id : *ids) add(id);
    }

    void connect_live(const Dependency& dependency) {
        if (dependency.strength != Dependency::Strength::certain) return;
        const auto& [from, on, strength, at_once] = dependency;
        if (is_index_of_partition(on, from)) return; // either may go first
        const auto drop = drop_of(on);
        const auto from_drop = drop_of(from);
        graph_.need(drop, from_drop);
        graph_.need(drop, graph_.turn_of(Turn::release, from));
        graph_.need(drop, graph_.turn_of(Turn::alter, from));
        if (drop && graph_.turn_of(Turn::settle, from) && !graph_.turn_of(Turn::release, from)
            && !is_needed_later(dependency))
            graph_.need(drop, graph_.turn_of(Turn::settle, from)); // which needs it until then
        if (!graph_.is_dropped(on) && !hands_counter_over(from_drop, on)) {
            for (const auto& whole : altered_with(on, graph_.live)) {
                graph_.need(graph_.turn_of(Turn::alter, whole), from_drop);
                graph_.need(drop_of(whole), from_drop);
            }
            graph_.need(graph_.turn_of(Turn::settle, on), from_drop);
            if (has_index(from.kind) && on.kind == Kind::column) // a key's columns are NOT NULL
                graph_.need(graph_.turn_of(Turn::release, on), from_drop);
        }
        if (!graph_.changes.aside.contains(from) && from_drop != drop) // of its own parts
            graph_.need(found(stepping_aside_, on), from_drop);
    }

    bool is_index_of_partition(const Identity& part, const Identity& whole) const {
        const auto found = whole_index_.find(part);
        return found != whole_index_.end() && found->second == whole;
    }

    bool is_needed_later(const Dependency& before) const {
        return std::ranges::any_of(graph_.changes.target.dependencies,
                                   [&](const Dependency& later) {
                                       return later.from == before.from && later.on == before.on;
                                   });
    }

    // What goes by itself before the whole that it is a part of.
    void connect_parts(const Identity& id) {
        const auto own = found(graph_.dropped, id);
        const auto with = goes_with(id);
        if (own && with) graph_.need(drop_of(*with), own);
    }

    void connect_target(const Dependency& dependency) {
        const auto& [from, on, strength, at_once] = dependency;
        const auto bond =
            strength == Dependency::Strength::certain ? Bond::certain : Bond::possible;
        for (const auto node :
             {graph_.turn_of(Turn::alter, from), graph_.turn_of(Turn::settle, from)})
            graph_.need(node, graph_.made(on), bond);
        for (const auto node : {graph_.made(from), graph_.turn_of(Turn::settle, from)}) {
            for (const auto& whole : altered_with(on, graph_.changes.target)) {
                graph_.need(node, graph_.turn_of(Turn::alter, whole), bond);
                if (whole != on) graph_.need(node, graph_.made(whole), bond);
            }
            graph_.need(node, graph_.turn_of(Turn::settle, on), Bond::possible);
        }
    }

    // What is added to something that is altered comes behind that.
    void connect_parents() {
        for (const auto& [id, node] : graph_.created) {
            const auto* fact = graph_.changes.target.find(id);
            if (fact == nullptr || !fact->parent || graph_.changes.created.contains(*fact->parent))
                continue;
            graph_.need(node, graph_.turn_of(Turn::alter, *fact->parent), Bond::possible);
            graph_.need(node, graph_.turn_of(Turn::settle, *fact->parent), Bond::possible);
        }
    }

    // It gives up its name, and those of its parts, when it steps aside.
    bool is_drop_of_aside(std::size_t node) const {
        const auto is_it = [&](const auto& entry) {
            return found(graph_.dropped, entry.first) == node;
        };
        return std::ranges::any_of(graph_.changes.aside, is_it)
               || std::ranges::any_of(graph_.changes.copied, is_it);
    }

    void free_names() {
        std::multimap<TakenName, std::size_t> given_up;
        for (const auto& id : graph_.changes.dropped)
            if (const auto node = drop_of(id); node && !is_drop_of_aside(*node))
                for (const auto& name : taken_by(*graph_.live.find(id)))
                    given_up.emplace(name, *node);
        for (const auto& [id, node] : graph_.altered[Turn::release])
            if (id.kind == Kind::column)
                for (const auto& name : taken_by(*graph_.live.find(id)))
                    given_up.emplace(name, node);
        const auto take = [&](const Identity& id, std::size_t node) {
            const auto* fact = graph_.changes.target.find(id);
            if (fact == nullptr) return;
            for (const auto& name : taken_by(*fact)) {
                const auto [first, last] = given_up.equal_range(name);
                for (auto at = first; at != last; ++at) graph_.need(node, at->second);
            }
        };
        for (const auto& [id, node] : graph_.created) take(id, node);
        for (const auto& [id, node] : graph_.altered[Turn::settle])
            if (id.kind == Kind::column) take(id, node);
    }

    // The sequence of an identity column has the name that one of its own will have.
    void connect_sequences() {
        for (const auto& [id, node] : graph_.created) {
            if (id.kind != Kind::sequence) continue;
            const auto* owner = graph_.changes.target.find({Kind::sequence_owner, id.names, {}});
            if (owner == nullptr) continue;
            const auto& column = owner->list("column");
            graph_.need(node, graph_.turn_of(Turn::release, {Kind::column, column, {}}));
            const auto owned = graph_.made({Kind::sequence_owner, id.names, {}});
            graph_.need(owned, graph_.made({Kind::owner, id.names, Kind::sequence}));
            const Identity table{Kind::owner, {column[0], column[1]}, Kind::table};
            graph_.need(owned, graph_.turn_of(Turn::alter, table));
            graph_.need(owned, graph_.made(table));
            graph_.need(owned, found(graph_.dropped, table));
        }
    }

    // Nothing can be said of the sequence of a column that is no identity column any more.
    void connect_identities() {
        for (const auto& [id, node] : graph_.dropped) {
            const auto& column = graph_.live.find(id)->parent;
            if (!column || column->kind != Kind::column || subject_of(id).kind != Kind::sequence)
                continue;
            graph_.need(graph_.turn_of(Turn::release, *column), node);
            graph_.need(graph_.turn_of(Turn::settle, *column), node);
        }
    }

    // A counter goes over when both sequences are there, and the new one may have its name only
    // then.
    void connect_counters() {
        for (const auto& [column, counter] : graph_.changes.counters) {
            const auto settled = graph_.turn_of(Turn::settle, column);
            const auto created = graph_.made({Kind::sequence, counter.declared, {}});
            graph_.need(created, graph_.turn_of(Turn::release, column));
            graph_.need(settled, created);
            graph_.need(found(graph_.dropped, {Kind::sequence, counter.live, {}}), settled);
        }
    }

    // Nobody knows what an extension brings: what was there by itself goes first, and what was the
    // extension's has gone before it is made by itself.
    void connect_extensions() {
        for (const auto& [id, node] : graph_.created)
            if (id.kind == Kind::extension)
                for (const auto& [dropped, drop] : graph_.dropped)
                    graph_.need(node, drop, Bond::possible);
        for (const auto& [id, alterations] : graph_.changes.altered)
            if (id.kind == Kind::extension) connect_extension(graph_.turn_of(Turn::alter, id));
        for (const auto& [id, fact] : graph_.live.facts)
            if (id.kind == Kind::extension_dependency) connect_to_extension(id);
        for (const auto& [id, node] : graph_.dropped)
            if (id.kind == Kind::extension)
                for (const auto& [created, create] : graph_.created)
                    graph_.need(create, node, Bond::possible);
    }

    // What would go with the extension, and stays or goes by itself.
    void connect_to_extension(const Identity& dependency) {
        const auto extension = found(graph_.dropped, {Kind::extension, {dependency.name()}, {}});
        graph_.need(extension, drop_of(dependency));
        graph_.need(extension, drop_of(subject_of(dependency)));
    }

    void connect_extension(NodeNumber altered) {
        for (const auto& [id, drop] : graph_.dropped) graph_.need(altered, drop, Bond::possible);
        for (const auto& [id, create] : graph_.created)
            graph_.need(create, altered, Bond::possible);
    }

    // A table that is logged refers to none that is not (manual, "CREATE TABLE").
    void connect_persistence() {
        for (const auto& [id, fact] : graph_.changes.target.facts) {
            if (id.kind != Kind::foreign_key || !fact.parent) continue;
            const Identity other{Kind::table, fact.list("references"), {}};
            const auto* table = graph_.changes.target.find(*fact.parent);
            if (table == nullptr || !is_persistence_altered(*table)) continue;
            const auto one = graph_.turn_of(Turn::alter, *fact.parent);
            const auto two = graph_.turn_of(Turn::alter, other);
            is_true(*table, "unlogged") ? graph_.need(two, one) : graph_.need(one, two);
        }
    }

    bool is_persistence_altered(const Fact& table) const {
        const auto* before = graph_.live.find(table.id);
        return before != nullptr && before->text("unlogged") != table.text("unlogged");
    }

    ChangeGraph graph_;
    ByIdentity stepping_aside_;
    std::map<Identity, Identity> whole_index_; // by that of a partition
    std::map<Identity, Identity> type_;        // by its functions
    std::map<Identity, std::string> sequences_aside_;
    std::map<Identity, std::vector<Identity>> changed_columns_; // by their table
};

} // namespace

void add_changes(Nodes& nodes, const Changes& changes) {
    Adding(nodes, changes).run();
}

} // namespace pgslate::plan
