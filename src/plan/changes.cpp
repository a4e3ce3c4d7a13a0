#include "plan/changes.hpp"

#include "plan/domain_values.hpp"
#include "plan/draft.hpp"
#include "plan/hanging_changes.hpp"
#include "plan/in_between.hpp"
#include "plan/releasing.hpp"
#include "plan/replacing.hpp"
#include "plan/saying_again.hpp"
#include "plan/spreading.hpp"
#include "plan/used_labels.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What is known before anything is decided.
Changes first_changes(InBetween& between) {
    Changes changes{
        .target = with_what_stays(std::move(between.target), between.live, between.differences),
        .live = std::move(between.live),
        .moved = std::move(between.moved)};
    changes.counters = counters_taken_over(changes.target, changes.live, between.differences);
    return changes;
}

// Nothing where one of the attributes that differ can't be altered.
MaybeAlterations alterations_of(const Draft& draft, const Difference& difference) {
    const auto change = draft.change_of(difference.id);
    Alterations all;
    std::set<Alter> done;
    for (const auto& attribute : difference.attributes) {
        const auto* row = find_attribute(difference.id.kind, attribute.name);
        if (row == nullptr || row->alter == nullptr) return std::nullopt;
        if (!done.insert(row->alter).second) continue;
        const auto some = altered_by(*row, change);
        if (!some) return std::nullopt;
        add_missing(*some, all);
    }
    return all;
}

bool is_held(const Difference& difference) {
    return std::ranges::any_of(difference.attributes, [&](const auto& attribute) {
        const auto* row = find_attribute(difference.id.kind, attribute.name);
        return row != nullptr && row->held;
    });
}

// What the index of a partitioned table is made with stays so (manual, "ALTER INDEX").
bool is_option_of_partitioned(const Draft& draft, const Difference& difference) {
    if (!has_index(difference.id.kind)) return false;
    const auto* index = draft.live(difference.id);
    const auto* table = index->parent ? draft.live(*index->parent) : nullptr;
    return table != nullptr && table->has("partition_by")
           && std::ranges::any_of(difference.attributes,
                                  [](const auto& attribute) { return attribute.name == "with"; });
}

void alter_or_replace(Draft& draft, const Difference& difference) {
    const auto& id = difference.id;
    if (const auto domain = domain_to_replace(draft, difference)) return replace(draft, *domain);
    if (is_option_of_partitioned(draft, difference)) return replace(draft, id);
    const auto alterations = alterations_of(draft, difference);
    if (!alterations
        || is_label_used_at_once(id, draft.changes.live, draft.changes.target, draft.target_index))
        return replace_with_rows(draft, id);
    draft.alter(id, *alterations);
    if (is_held(difference)) release_from(draft, id);
}

void decide(Draft& draft, const Difference& difference) {
    const auto& id = difference.id;
    switch (difference.kind) {
    case Difference::Kind::missing:
        if (const auto domain = domain_to_replace(draft, difference))
            replace(draft, *domain);
        else if (!is_told_otherwise(draft, id))
            draft.create(id);
        return;
    case Difference::Kind::undeclared:
        if (!comes_from_whole(draft, id) && !is_told_otherwise(draft, id)) draft.drop(id);
        return;
    case Difference::Kind::different: return alter_or_replace(draft, difference);
    }
}

// A sequence goes to a column of a table that is there only if both have one owner.
void own_sequences(Draft& draft) {
    std::vector<Fact> owners;
    for (const auto& id : draft.changes.created) {
        if (id.kind != Kind::sequence_owner) continue;
        const auto& column = draft.target(id)->list("column");
        const Identity table{Kind::table, {column.at(0), column.at(1)}, {}};
        const auto* owner = draft.target({Kind::owner, table.names, Kind::table});
        if (owner == nullptr || draft.is_created(table)) continue;
        auto& own = owners.emplace_back();
        own.id = {Kind::owner, id.names, Kind::sequence};
        own.attributes = owner->attributes;
    }
    for (const auto& owner : owners) {
        const auto* before = draft.live(owner.id);
        if (before != nullptr && before->attributes == owner.attributes) continue;
        draft.changes.target.facts.insert_or_assign(owner.id, owner);
        draft.changes.created.insert(owner.id);
    }
}

// What is new, or goes, has not to become anything else.
void forget_alterations(Changes& changes) {
    std::erase_if(changes.altered, [&](const auto& entry) {
        return changes.created.contains(entry.first) || changes.dropped.contains(entry.first);
    });
}

} // namespace

Changes changes_of(const Catalog& declared, const Catalog& live,
                   const std::vector<Difference>& differences, int server_major,
                   const NoAssignment& no_assignment) {
    auto between = in_between(declared, live, differences);
    Draft draft(first_changes(between), server_major, no_assignment);
    for (const auto& table : between.rekeyed) replace_with_rows(draft, table);
    for (const auto& difference : between.differences) decide(draft, difference);
    for (const auto& partition : between.taken_out) set_anew(draft, partition, "partition_of");
    make_checks_anew(draft);
    own_sequences(draft);
    spread(draft);
    forget_alterations(draft.changes);
    attach_new_partitions(draft);
    reroute_rows(draft, between.differences);
    return std::move(draft.changes);
}

TypeChanges type_changes(const Catalog& declared, const Catalog& live,
                         const std::vector<Difference>& differences) {
    TypeChanges pairs;
    for (const auto& difference : in_between(declared, live, differences).differences)
        for (const auto& [name, now, before] : difference.attributes)
            if (difference.id.kind == Kind::column && name == "type" && now && before)
                pairs.emplace_back(std::get<std::string>(*before), std::get<std::string>(*now));
    return pairs;
}

} // namespace pgslate::plan
