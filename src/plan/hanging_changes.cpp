#include "plan/hanging_changes.hpp"

#include "plan/columns_of.hpp"
#include "plan/replacing.hpp"
#include "plan/rerouted_rows.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Is it a partition of one table on both sides, and do its columns stand elsewhere than in that on
// one of them only?
bool is_told_apart(const Fact* before, const Fact* after) {
    return before != nullptr && after != nullptr && before->has("partition_of")
           && before->list("partition_of") == after->list("partition_of")
           && is_true(*before, "attached") != is_true(*after, "attached");
}

void make_checks_anew(Draft& draft, const Identity& child) {
    for (const auto& whole : wholes_of(*draft.target(child))) {
        if (!draft.target(child)->has("inherits")
            || std::ranges::count(wholes_of(*draft.live(child)), whole))
            continue;
        for (const auto* part : draft.target_index.parts_of(whole))
            if (part->id.kind == Kind::check && draft.live(part->id) != nullptr
                && !is_true(*part, "no_inherit")
                && draft.target(part_of(child, Kind::check, part->id.name())) == nullptr)
                replace(draft, part->id);
    }
}

// A new partition of a table that is there is made by itself: nobody waits for it then who works
// with the others. Its indexes are made, and called, as is declared before its whole wants some:
// then the server takes these, and makes none itself (manual, "ALTER TABLE": ATTACH PARTITION).
void attach_last(Draft& draft, const Identity& partition) {
    auto& fact = draft.changes.target.facts.at(partition);
    fact.attributes["attached_last"] = "true";
    for (const auto* part : draft.target_index.parts_of(partition)) // which LIKE has no words for
        if (part->id.kind == Kind::column && !part->has("type"))
            draft.changes.target.facts.at(part->id).attributes["apart"] = "true";
    constexpr auto mode = LockMode::share_update_exclusive;
    draft.changes.altered[partition] = {{.sql = attached_to_whole(fact),
                                         .turn = Turn::settle,
                                         .lock = mode,
                                         .others = find_rule(fact.id.kind)->locks_too(fact, mode)}};
}

// Then the rows that wait would be of other types than those that stay.
bool has_altered_columns(const Draft& draft, const Identity& table) {
    return std::ranges::any_of(draft.changes.altered, [&](const auto& entry) {
        const auto* column = entry.first.kind == Kind::column ? draft.target(entry.first) : nullptr;
        return column != nullptr && column->parent == table && !entry.second.empty();
    });
}

// Of both sides the same, so that rows can wait in a table like the old one.
bool has_same_columns(const Draft& draft, const Identity& table) {
    const auto before = columns_of(draft.changes.live, table);
    const auto after = columns_of(draft.changes.target, table);
    return std::ranges::equal(before, after, [](const auto& one, const auto& other) {
        return one.first == other.first && one.second.text("type") == other.second.text("type")
               && one.second.has("generated") == other.second.has("generated");
    });
}

void reroute_rows_of(Draft& draft, const Identity& whole) {
    const auto rows = rerouted_rows(draft.live_side(), draft.target_side(), whole, draft.spare);
    if (!rows || std::ranges::any_of(rows->partitions, [&](const auto& entry) {
            return draft.is_created(entry.first);
        }))
        return;
    draft.alter(whole, rows->waiting);
    draft.alter(whole, rows->coming_back);
    for (const auto& [partition, alterations] : rows->partitions)
        draft.alter_instead(partition, alterations, alterations);
    if (has_same_columns(draft, whole))
        for (const auto& [partition, alterations] : rows->emptied)
            draft.alter(partition, alterations);
    draft.changes.rerouted.emplace(whole, rows->rest);
}

// Of a table that another one takes the place of, the partitions that stay bring their rows along.
void reroute_rows_of_copied(Draft& draft, const Identity& whole) {
    const auto rows = rerouted_rows(draft.live_side(), draft.target_side(), whole, draft.spare);
    if (!rows) return;
    auto& copied = draft.changes.copied.at(whole);
    copied.stepping_aside.insert(copied.stepping_aside.begin(), rows->waiting.begin(),
                                 rows->waiting.end());
    copied.copying.insert(copied.copying.end(), rows->coming_back.begin(), rows->coming_back.end());
    for (const auto& [partition, alterations] : rows->partitions)
        draft.alter_instead(partition, alterations, alterations);
    draft.changes.rerouted.emplace(whole, rows->rest);
}

} // namespace

bool comes_from_whole(const Draft& draft, const Identity& id) {
    const auto* fact = id.kind == Kind::column ? draft.live(id) : nullptr;
    if (fact == nullptr || !fact->parent || !fact->has("type")) return false;
    const auto* table = draft.target(*fact->parent);
    return table != nullptr && has_from_whole(draft.changes.target, *table, id.name());
}

bool is_told_otherwise(const Draft& draft, const Identity& id) {
    const auto* fact = draft.target(id) != nullptr ? draft.target(id) : draft.live(id);
    if ((id.kind != Kind::column && id.kind != Kind::check) || !fact->parent) return false;
    const auto* after = draft.target(*fact->parent);
    if (!is_told_apart(draft.live(*fact->parent), after)) return false;
    const auto& catalog = is_true(*after, "attached") ? draft.changes.live : draft.changes.target;
    if (id.kind == Kind::column) return has_from_whole(catalog, *after, id.name());
    return std::ranges::any_of(wholes_of(*after), [&](const Identity& whole) {
        return catalog.find(part_of(whole, Kind::check, id.name())) != nullptr;
    });
}

void make_checks_anew(Draft& draft) {
    for (const auto& table : draft.changes.moved) make_checks_anew(draft, table);
}

void attach_new_partitions(Draft& draft) {
    for (const auto& id : draft.changes.created) {
        const auto& fact = draft.changes.target.facts.at(id);
        if (id.kind == Kind::table && fact.has("partition_of")
            && draft.live(whole_of_partition(fact)) != nullptr
            && !draft.is_dropped(whole_of_partition(fact)))
            attach_last(draft, id);
    }
}

void reroute_rows(Draft& draft, const std::vector<Difference>& differences) {
    std::set<Identity> wholes;
    for (const auto& difference : differences)
        for (const auto* table : {draft.target(difference.id), draft.live(difference.id)})
            if (table != nullptr && table->has("partition_of"))
                wholes.insert(whole_of_partition(*table));
    for (const auto& whole : wholes)
        if (draft.changes.copied.contains(whole)) {
            if (draft.changes.aside.empty() && has_same_columns(draft, whole))
                reroute_rows_of_copied(draft, whole);
        } else if (!draft.is_created(whole) && !has_altered_columns(draft, whole))
            reroute_rows_of(draft, whole);
}

} // namespace pgslate::plan
