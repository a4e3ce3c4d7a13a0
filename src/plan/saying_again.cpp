#include "plan/saying_again.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "plan/composite_values.hpp"
#include "plan/made_types.hpp"
#include "plan/releasing.hpp"
#include "plan/replacing.hpp"
#include "plan/writing.hpp"

#include <deque>
#include <vector>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

bool keeps_labels(const Draft& draft, const Identity& type) {
    const auto* before = draft.live(type);
    const auto* after = draft.target(type);
    return type.kind == Kind::enum_type && before != nullptr && after != nullptr
           && labels_that_go(*before, *after).empty();
}

// The columns that have it keep their values in the meantime.
void let_step_aside(Draft& draft, const Identity& type) {
    auto& aside = draft.changes.aside;
    if (!aside.contains(type))
        aside.emplace(type, draft.spare.next("pgslate_before", type.names.front()));
}

bool can_step_aside(const Draft& draft, const Identity& id) {
    return (is_type(id.kind) || id.kind == Kind::collation) && draft.is_dropped(id)
           && draft.is_created(id);
}

// What it consists of.
std::vector<Identity> needs_of_type(const Draft& draft, const Identity& type) {
    std::vector<Identity> all;
    const auto add = [&](const Identity& id) {
        for (const auto* dependency : draft.live_index.needs_of(id)) all.push_back(dependency->on);
    };
    add(type);
    for (const auto* part : draft.live_index.parts_of(type)) add(part->id);
    return all;
}

// An attribute goes to where it is called the same. Of an array, and of what holds the type further
// inside, only the model can say how.
sql::Text in_new_places(const Draft& draft, const Fact& column, const Identity& type) {
    if (type.kind != Kind::composite_type || !draft.is_created(type)
        || draft.target(column.id)->has("using"))
        return {};
    const auto before = attributes_of(draft.live_index, type);
    const auto after = attributes_of(draft.target_index, type);
    if (have_same_places(before, after)) return {};
    if (column.text("type") == quoted(qualified(type)))
        return by_attribute(column, before, after, type);
    throw Error(ExitStatus::refused,
                format("the values of {} can't follow {}, whose attributes change their places; "
                       "nothing was changed",
                       to_string(column.id), to_string(type)),
                {"`using` in the model of the column says what becomes of them."});
}

} // namespace

void set_anew(Draft& draft, const Identity& id, std::string_view attribute) {
    const auto* row = find_attribute(id.kind, attribute);
    if (row == nullptr || draft.target(id) == nullptr) return;
    if (const auto again = altered_by(*row, draft.change_of(id))) draft.alter(id, *again);
}

// The values go through their text, which is the only thing that two types of one name have in
// common.
void set_type_anew(Draft& draft, const Fact& column, const Identity& type) {
    let_step_aside(draft, type);
    const auto* declared = draft.target(column.id);
    if (declared == nullptr || !declared->has("type")) return;
    const auto& row = *find_attribute(Kind::column, "type");
    auto change = draft.change_of(column.id);
    const auto planned = altered_by(row, change).value_or(Alterations());
    change.through_text = is_type(type.kind); // a collation leaves them what they are
    change.keeps_text = keeps_labels(draft, type);
    change.by_attribute = in_new_places(draft, column, type);
    const auto again = altered_by(row, change);
    if (!again) return replace(draft, column.id);
    draft.alter_instead(column.id, planned, *again);
    release_from(draft, column.id);
}

void let_needed_step_aside(Draft& draft) {
    std::deque<Identity> waiting;
    for (const auto& [type, name] : draft.changes.aside) waiting.push_back(type);
    for (; !waiting.empty(); waiting.pop_front())
        for (const auto& id : needs_of_type(draft, waiting.front())) {
            if (!can_step_aside(draft, id) || draft.changes.aside.contains(id)) continue;
            let_step_aside(draft, id);
            waiting.push_back(id);
        }
}

} // namespace pgslate::plan
