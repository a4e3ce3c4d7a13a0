// Sequences: their counters stay as they are.
#include "plan/alteration.hpp"
#include "plan/rule.hpp"
#include "plan/sequence_options.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;

// All in one statement: the bounds of one type need not be ones of another.
MaybeAlterations alter_sequence(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Writer writer(text("ALTER SEQUENCE {}", qualified(declared.id)));
    if (live.text("type") != declared.text("type"))
        writer.add(text("AS {}", declared.has("type") ? fragment(declared, "type")
                                                      : sql::Fragment("bigint")));
    for (const auto& option : all_sequence_options(declared.list("options"))) writer.add(option);
    writer.add_if(is_true(declared, "restart"), text("RESTART"));
    return Alterations{{.sql = writer.done(), .loses_data = is_true(declared, "restart")}};
}

MaybeAlterations alter_sequence_logging(const Change& change) {
    const auto& declared = change.declared;
    constexpr int knows_unlogged = 15;
    if (change.server_major < knows_unlogged) return std::nullopt;
    return altered(text("ALTER SEQUENCE {} SET {}", qualified(declared.id),
                        is_true(declared, "unlogged") ? text("UNLOGGED") : text("LOGGED")));
}

// The table that it goes to may take names of the one that it comes from, which would take it
// along.
MaybeAlterations own_anew(const Change& change) {
    const sql::QualifiedName sequence(change.live.id.names.at(0), change.live.id.names.at(1));
    return Alterations{
        {.sql = text("ALTER SEQUENCE {} OWNED BY NONE", sequence), .turn = Turn::release},
        {.sql = find_rule(Kind::sequence_owner)->create(change.declared), .turn = Turn::settle}};
}

constexpr Effect holds_numbers{.lock = LockMode::share_row_exclusive};

} // namespace

std::span<const AttributeRow> sequence_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::sequence, "type", alter_sequence, false, holds_numbers},
        AttributeRow{Kind::sequence, "options", alter_sequence, false, holds_numbers},
        AttributeRow{Kind::sequence, "unlogged", alter_sequence_logging},
        AttributeRow{Kind::sequence_owner, "column", own_anew, false, holds_numbers},
    };
    return rows;
}

} // namespace pgslate::plan
