#include "plan/replacing.hpp"

#include "plan/made_names.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

// The name that the functions of a type need before it goes with it.
void replace_name(Draft& draft, const Identity& type) {
    const Identity name{Kind::shell_type, type.names, {}};
    draft.drop(name);
    draft.create(name);
}

// Does it get this type in the place of another one, by itself?
bool gets_type(const Draft& draft, const Identity& column) {
    const auto* before = draft.live(column);
    const auto* after = draft.target(column);
    return column.kind == Kind::column && before != nullptr && before->has("type")
           && after->has("type") && before->text("type") != after->text("type");
}

// Nobody knows yet what becomes a value of a new type by assignment.
void convert_to(Draft& draft, const Identity& type) {
    const auto& row = *find_attribute(Kind::column, "type");
    for (const auto* dependency : draft.target_index.needed_by(type)) {
        const auto& column = dependency->from;
        if (!gets_type(draft, column) || draft.through_text.contains(column)) continue;
        const auto before = altered_by(row, draft.change_of(column)).value_or(Alterations());
        draft.through_text.insert(column);
        if (!draft.changes.altered.contains(column)) continue; // its turn comes
        draft.alter_instead(column, before,
                            altered_by(row, draft.change_of(column)).value_or(Alterations()));
    }
}

// The old table keeps the name that the server would give; it may be there twice only if it is
// said.
void name_not_null(Draft& draft, const Identity& table) {
    if (!draft.names_not_null()) return;
    for (const auto* part : draft.target_index.parts_of(table)) {
        auto& column = draft.changes.target.facts.at(part->id);
        if (column.id.kind == Kind::column && is_true(column, "not_null"))
            column.attributes.emplace("not_null_said", not_null_of(column));
    }
}

// Where only a new table will do, it gets the rows of the old one.
void keep_rows(Draft& draft, const Identity& table) {
    auto rows = copied_rows(draft.live_side(), draft.target_side(), table, draft.spare,
                            draft.no_assignment);
    if (!rows) return;
    draft.changes.copied.emplace(table, *std::move(rows));
    name_not_null(draft, table);
}

} // namespace

void replace(Draft& draft, const Identity& id) {
    draft.drop(id);
    draft.create(id);
    if (id.kind == Kind::base_type || id.kind == Kind::range_type) replace_name(draft, id);
    if (is_type(id.kind)) convert_to(draft, id);
}

void replace_with_rows(Draft& draft, const Identity& id) {
    if (!draft.changes.copied.contains(id)) keep_rows(draft, id);
    replace(draft, id);
}

void copy_through_text(Draft& draft) {
    auto pairs = draft.no_assignment;
    for (const auto& [type, name] : draft.changes.aside)
        if (is_type(type.kind))
            for (const auto* dependency : draft.live_index.needed_by(type))
                if (const auto* column = draft.live(dependency->from);
                    column != nullptr && column->id.kind == Kind::column && column->has("type"))
                    pairs.emplace(std::pair(column->text("type"), column->text("type")), false);
    if (pairs.size() == draft.no_assignment.size()) return;
    for (auto& [table, rows] : draft.changes.copied)
        rows =
            copied_rows(draft.live_side(), draft.target_side(), table, draft.spare, pairs).value();
}

} // namespace pgslate::plan
