#include "plan/change_nodes.hpp"

#include "plan/altered_with.hpp"
#include "plan/change_graph.hpp"
#include "plan/copied_nodes.hpp"
#include "plan/drop_nodes.hpp"
#include "plan/extension_nodes.hpp"
#include "plan/hanging_nodes.hpp"
#include "plan/name_nodes.hpp"
#include "plan/namesakes.hpp"
#include "plan/range_names.hpp"
#include "plan/sequence_nodes.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

class Adding {
  public:
    Adding(Nodes& nodes, const Changes& changes)
        : graph_(nodes, changes), drops_(graph_), altered_with_(graph_) {}

    void run() {
        drops_.add_all();
        note_dropped_functions();
        for (const auto& [id, alterations] : graph_.changes.altered)
            add_alterations(id, alterations);
        for (const auto& [id, name] : graph_.changes.aside) step_aside(id, name);
        copy_rows(graph_);
        for (const auto& dependency : graph_.live.dependencies) connect_live(dependency);
        drops_.connect_parts();
        for (const auto& dependency : graph_.changes.target.dependencies)
            connect_target(dependency);
        connect_parents();
        connect_names(graph_, drops_);
        connect_sequences(graph_);
        connect_extensions(graph_, drops_);
        connect_hanging(graph_);
        connect_persistence();
    }

  private:
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
        const auto& fact = *graph_.live.find(id);
        auto statements =
            altered(text("ALTER {} {} RENAME TO {}",
                         id.kind == Kind::collation ? text("COLLATION") : text("TYPE"),
                         qualified(id), sql::Identifier(name)));
        if (id.kind == Kind::range_type)
            for (auto& statement : range_stepping_aside(fact, name, graph_.changes.server_major))
                statements.push_back({std::move(statement)});
        const auto node = graph_.nodes.add(fact, Part::alter, std::move(statements));
        for (const auto& one : namesakes(id)) graph_.need(found(graph_.created, one), node);
        graph_.need(found(graph_.dropped, id), node);
        stepping_aside_.emplace(id, node);
    }

    // What goes, and what is altered, lets go of what it needs before that goes or is altered.
    void connect_live(const Dependency& dependency) {
        if (dependency.strength != Dependency::Strength::certain) return;
        const auto& [from, on, strength, at_once] = dependency;
        if (drops_.is_index_of_partition(on, from)) return; // either may go first
        const auto drop = drops_.drop_of(on);
        const auto from_drop = drops_.drop_of(from);
        graph_.need(drop, from_drop);
        graph_.need(drop, graph_.turn_of(Turn::release, from));
        graph_.need(drop, graph_.turn_of(Turn::alter, from));
        if (drop && graph_.turn_of(Turn::settle, from) && !graph_.turn_of(Turn::release, from)
            && !is_needed_later(dependency))
            graph_.need(drop, graph_.turn_of(Turn::settle, from)); // which needs it until then
        if (!graph_.is_dropped(on) && !hands_counter_over(from_drop, on))
            alter_behind(dependency, from_drop);
        if (!is_aside(from) && from_drop != drop) // of its own parts
            graph_.need(found(stepping_aside_, on), from_drop);
        if (from.kind == Kind::publication)
            graph_.need(graph_.turn_of(Turn::alter, on), graph_.turn_of(Turn::release, from));
    }

    bool is_copied(const Identity& id) const {
        return graph_.changes.copied.contains(id)
               || std::ranges::any_of(graph_.changes.copied, [&](const auto& entry) {
                      return std::ranges::count(entry.second.partitions, id) > 0;
                  });
    }

    // Does it step aside, or lose its rows to another first, with what it is a part of?
    bool is_aside(Identity id) const {
        while (!graph_.changes.aside.contains(id) && !is_copied(id)) {
            const auto* fact = graph_.live.find(id);
            if (fact == nullptr || !fact->parent) return false;
            id = *fact->parent;
        }
        return true;
    }

    bool is_needed_later(const Dependency& before) const {
        return std::ranges::any_of(graph_.changes.target.dependencies,
                                   [&](const Dependency& later) {
                                       return later.from == before.from && later.on == before.on;
                                   });
    }

    // The sequence that a column owns goes when that has the numbers.
    bool hands_counter_over(NodeNumber drop, const Identity& column) const {
        const auto counter = graph_.changes.counters.find(column);
        return drop && counter != graph_.changes.counters.end()
               && drop == found(graph_.dropped, {Kind::sequence, counter->second.live, {}});
    }

    // What stays is altered when what needs it has gone.
    void alter_behind(const Dependency& dependency, NodeNumber from_drop) {
        const auto& on = dependency.on;
        for (const auto& whole : altered_with_.of(on, graph_.live)) {
            graph_.need(graph_.turn_of(Turn::alter, whole), from_drop);
            graph_.need(drops_.drop_of(whole), from_drop);
        }
        graph_.need(graph_.turn_of(Turn::settle, on), from_drop);
        if (has_index(dependency.from.kind) && on.kind == Kind::column) // a key's are NOT NULL
            graph_.need(graph_.turn_of(Turn::release, on), from_drop);
    }

    // What comes, and what is altered, does so when what it is to need is there, as it is to be.
    void connect_target(const Dependency& dependency) {
        const auto& [from, on, strength, at_once] = dependency;
        const auto bond =
            strength == Dependency::Strength::certain ? Bond::certain : Bond::possible;
        for (const auto node :
             {graph_.turn_of(Turn::alter, from), graph_.turn_of(Turn::settle, from)})
            graph_.need(node, graph_.made(on), bond);
        for (const auto node : {graph_.made(from), graph_.turn_of(Turn::settle, from)}) {
            for (const auto& whole : altered_with_.of(on, graph_.changes.target)) {
                graph_.need(node, graph_.turn_of(Turn::alter, whole), bond);
                if (whole != on) graph_.need(node, graph_.made(whole), bond);
                if (from.kind == Kind::table) // which may have a column of that name by itself
                    graph_.need(node, found(graph_.dropped, whole), Bond::possible);
            }
            graph_.need(node, graph_.turn_of(Turn::settle, on), Bond::possible);
            if (graph_.changes.created.contains(on)) behind_namesakes(node, on);
        }
    }

    // With two functions of one name there, a call may fit both (manual, "Function Type
    // Resolution").
    void behind_namesakes(NodeNumber caller, const Identity& function) {
        if (!caller || function.kind != Kind::function) return;
        const auto [first, last] = dropped_functions_.equal_range(qualified_name(function));
        for (auto other = first; other != last; ++other)
            graph_.need(caller, other->second, Bond::possible);
    }

    void note_dropped_functions() {
        for (const auto& [id, node] : graph_.dropped)
            if (id.kind == Kind::function) dropped_functions_.emplace(qualified_name(id), node);
    }

    static std::pair<std::string, std::string> qualified_name(const Identity& function) {
        return {function.names.at(0), function.names.at(1)};
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
    DropNodes drops_;
    AlteredWith altered_with_;
    ByIdentity stepping_aside_;
    std::multimap<std::pair<std::string, std::string>, std::size_t> dropped_functions_; // by name
};

} // namespace

void add_changes(Nodes& nodes, const Changes& changes) {
    Adding(nodes, changes).run();
}

} // namespace pgslate::plan
