#include "plan/drop_nodes.hpp"

#include "plan/columns_of.hpp"
#include "plan/partition_indexes.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

bool is_made_of_functions(const Identity& id) {
    return id.kind == Kind::base_type || id.kind == Kind::range_type;
}

} // namespace

DropNodes::DropNodes(ChangeGraph& graph) : graph_(graph) {
    note_whole_indexes();
    note_functions_of_types();
    note_sequences_aside();
    note_references();
}

// The index of a partition goes with that of the whole.
void DropNodes::note_whole_indexes() {
    for (const auto& [whole, part] : indexes_of_partitions(graph_.live))
        if (graph_.is_dropped(whole)) whole_index_.emplace(part, whole);
}

// A type and functions that it consists of need each other: they go together.
void DropNodes::note_functions_of_types() {
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

void DropNodes::note_sequences_aside() {
    for (const auto& [column, counter] : graph_.changes.counters)
        if (!counter.aside.empty())
            sequences_aside_.emplace(Identity{Kind::sequence, counter.live, {}}, counter.aside);
}

void DropNodes::note_references() {
    for (const auto& [id, fact] : graph_.live.facts)
        if (id.kind == Kind::foreign_key && fact.parent)
            referred_to_.insert({Kind::table, fact.list("references"), {}});
}

void DropNodes::add_all() {
    for (const auto& id : graph_.changes.dropped)
        if (!goes_with(id) || is_explicit(id)) add(id);
}

void DropNodes::add(const Identity& id) {
    const auto fact = as_it_is_called_then(id);
    auto drops = detaching(fact);
    for (auto& sql : drops_of(fact)) drops.push_back({.sql = std::move(sql)});
    graph_.dropped.emplace(id,
                           graph_.nodes.add(*graph_.live.find(id), Part::drop, std::move(drops)));
}

// Who refers to its whole refers to a partition, too, until that is detached: the server has a
// constraint of its own for each.
Alterations DropNodes::detaching(const Fact& partition) const {
    if (!partition.has("partition_of") || graph_.is_dropped(whole_of_partition(partition)))
        return {};
    const auto is_referred_to = [&](const auto& whole) { return referred_to_.contains(whole); };
    if (std::ranges::none_of(wholes_above(graph_.live, partition), is_referred_to)) return {};
    return {{.sql = detached_from_whole(partition),
             .turn = Turn::release,
             .others = {{LockMode::access_exclusive, whole_of_partition(partition)}}}};
}

// What has stepped aside goes by the name that it has there.
Fact DropNodes::as_it_is_called_then(const Identity& id) const {
    auto fact = *graph_.live.find(id);
    const auto& changes = graph_.changes;
    if (const auto type = changes.aside.find(id); type != changes.aside.end())
        fact.id.names = fact.id.names.with_last(type->second);
    if (const auto rows = changes.copied.find(id); rows != changes.copied.end()) {
        fact.id.names = fact.id.names.with_last(rows->second.aside);
        fact.attributes.erase("partition_of");
    }
    if (const auto sequence = sequences_aside_.find(id); sequence != sequences_aside_.end())
        fact.id.names = fact.id.names.with_last(sequence->second);
    if (is_left_to_children(fact)) fact.attributes["left_to_children"] = "true";
    return fact;
}

void DropNodes::connect_parts() {
    for (const auto& id : graph_.changes.dropped) {
        const auto own = found(graph_.dropped, id);
        const auto with = own ? goes_with(id) : std::nullopt;
        if (with) graph_.need(drop_of(*with), own);
    }
}

NodeNumber DropNodes::drop_of(const Identity& id) const {
    if (const auto node = found(graph_.dropped, id)) return node;
    if (graph_.live.find(id) == nullptr) {
        const auto above = id.kind == Kind::column ? column_above(id) : std::nullopt;
        return above ? drop_of(*above) : std::nullopt;
    }
    const auto with = graph_.is_dropped(id) ? goes_with(id) : std::nullopt;
    return with ? drop_of(*with) : std::nullopt;
}

bool DropNodes::is_index_of_partition(const Identity& part, const Identity& whole) const {
    const auto found = whole_index_.find(part);
    return found != whole_index_.end() && found->second == whole;
}

// With what does it go by itself? The whole that it is a part of; a sequence goes with its column,
// and what is said of that with the sequence.
std::optional<Identity> DropNodes::goes_with(const Identity& id) const {
    const auto& fact = *graph_.live.find(id);
    if (fact.parent && graph_.is_dropped(*fact.parent) && !gives_up_name(fact)) return fact.parent;
    if (const auto subject = subject_of(id); subject != id && graph_.is_dropped(subject))
        return subject;
    if (const auto whole = whole_index_.find(id); whole != whole_index_.end()) return whole->second;
    if (const auto type = type_.find(id); type != type_.end()) return type->second;
    if (id.kind == Kind::column && !fact.has("type")) return column_above(id);
    return sequence_goes_with(id);
}

std::optional<Identity> DropNodes::sequence_goes_with(const Identity& id) const {
    if (id.kind == Kind::sequence_owner) {
        const Identity sequence{Kind::sequence, id.names, {}};
        return graph_.is_dropped(sequence) ? std::optional(sequence) : std::nullopt;
    }
    if (id.kind != Kind::sequence) return std::nullopt;
    const auto* owner = graph_.live.find({Kind::sequence_owner, id.names, {}});
    if (owner == nullptr) return std::nullopt;
    const Identity column{Kind::column, owner->list("column"), {}};
    return graph_.is_dropped(column) ? std::optional(column) : std::nullopt;
}

// The column that it goes with where its table has it from another one.
std::optional<Identity> DropNodes::column_above(const Identity& column) const {
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

bool DropNodes::is_own(const Identity& column) const {
    const auto* fact = graph_.live.find(column);
    return fact != nullptr && fact->has("type");
}

// Of a table whose rows are copied: what takes the place of the part is there before it goes.
bool DropNodes::gives_up_name(const Fact& part) const {
    return graph_.changes.copied.contains(*part.parent)
           && (has_index(part.id.kind) || part.id.kind == Kind::statistics
               || part.id.kind == Kind::foreign_key);
}

// A foreign key goes before the table that it refers to, whichever of the two goes first, and
// before the partitions of that.
bool DropNodes::is_explicit(const Identity& id) const {
    if (id.kind != Kind::foreign_key) return false;
    const auto& key = *graph_.live.find(id);
    const Identity table{Kind::table, key.list("references"), {}};
    return graph_.is_dropped(table)
           && (table != key.parent || !graph_.live_index.hanging_on(table.names).empty());
}

// Its children have the column by themselves from then on.
bool DropNodes::is_left_to_children(const Fact& column) const {
    if (column.id.kind != Kind::column || !column.has("type")) return false;
    const auto& children =
        graph_.live_index.hanging_on({column.id.names.begin(), column.id.names.end() - 1});
    return !children.empty() && std::ranges::all_of(children, [&](const Fact* child) {
        const auto own = part_of(child->id, Kind::column, column.id.name());
        return is_own(own) && !graph_.is_dropped(own) && !graph_.changes.moved.contains(child->id);
    });
}

} // namespace pgslate::plan
