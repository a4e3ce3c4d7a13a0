#include "plan/draft.hpp"

#include "plan/taken_names.hpp"
#include "plan/writing.hpp"

#include <algorithm>
#include <iterator>
#include <span>

namespace pgslate::plan {

using catalog::Identity;
using catalog::Kind;

Draft::Draft(Changes first, int server_major, const NoAssignment& unassignable)
    : changes(std::move(first)), live_index(changes.live), target_index(changes.target),
      spare(changes.live, changes.target), no_assignment(unassignable), major_(server_major) {
    changes.server_major = server_major;
}

bool Draft::names_not_null() const {
    constexpr int has_names = 18;
    return major_ >= has_names;
}

Change Draft::change_of(const Identity& id) const {
    Change change{changes.live.facts.at(id), changes.target.facts.at(id), major_};
    const auto cast = no_assignment.find({change.live.text("type"), change.declared.text("type")});
    change.is_cast = cast != no_assignment.end() && cast->second && !through_text.contains(id);
    change.through_text =
        through_text.contains(id) || (cast != no_assignment.end() && !cast->second);
    const auto counter = changes.counters.find(id);
    if (counter != changes.counters.end()) change.counter = &counter->second;
    change.is_watched =
        id.kind == Kind::column && change.live.parent && is_watched(*change.live.parent);
    change.is_name_taken = id.kind == Kind::column && is_name_taken(change);
    change.keeps_columns = id.kind == Kind::view && keeps_columns(id);
    return change;
}

bool Draft::is_watched(const Identity& table) const {
    const auto is_check = [](const auto* part) { return part->id.kind == Kind::check; };
    return std::ranges::any_of(live_index.parts_of(table), is_check)
           || std::ranges::any_of(target_index.parts_of(table), is_check)
           || std::ranges::any_of(live_index.needed_by(table), [](const auto* dependency) {
                  return dependency->from.kind == Kind::publication;
              });
}

bool Draft::is_name_taken(const Change& change) const {
    if (!names_not_null() || !change.live.parent || !is_true(change.declared, "not_null"))
        return false;
    const auto wanted = names_taken_by(change.declared).back();
    return std::ranges::any_of(live_index.parts_of(*change.live.parent), [&](const auto* part) {
        const auto taken = names_taken_by(*part);
        return part->id != change.live.id && std::ranges::count(taken, wanted) > 0;
    });
}

bool Draft::keeps_columns(const Identity& view) const {
    const auto before = changes.live.stubs.find(view);
    const auto after = changes.target.stubs.find(view);
    if (before == changes.live.stubs.end() || after == changes.target.stubs.end()) return false;
    const auto first = after->second.begin();
    return before->second.size() <= after->second.size()
           && std::ranges::equal(before->second,
                                 std::span(first, first + std::ssize(before->second)));
}

void Draft::create(const Identity& id) {
    if (target(id) == nullptr || !changes.created.insert(id).second) return;
    for (const auto* part : target_index.parts_of(id)) create(part->id);
}

void Draft::drop(const Identity& id) {
    if (live(id) == nullptr || !changes.dropped.insert(id).second) return;
    gone_.push_back(id);
    for (const auto* part : live_index.parts_of(id)) drop(part->id);
}

void Draft::alter(const Identity& id, const Alterations& alterations) {
    add_missing(alterations, changes.altered[id]);
}

void Draft::alter_instead(const Identity& id, const Alterations& before, const Alterations& now) {
    auto& all = changes.altered[id];
    take_out(before, all);
    add_missing(now, all);
}

std::optional<Identity> Draft::next_gone() {
    if (gone_.empty()) return std::nullopt;
    auto id = std::move(gone_.front());
    gone_.pop_front();
    return id;
}

} // namespace pgslate::plan
