// Sequences: their counters stay as they are.
#include "plan/alteration.hpp"
#include "plan/sequence_options.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Kind;
using sql::text;
using Result = std::optional<Alterations>;

// All in one statement: the bounds of one type need not be ones of another.
Result alter_sequence(const Change& change) {
    const auto& live = change.live;
    const auto& declared = change.declared;
    Writer writer(text("ALTER SEQUENCE {}", qualified(declared.id)));
    if (live.text("type") != declared.text("type"))
        writer.add(text("AS {}", declared.has("type") ? fragment(declared, "type")
                                                      : sql::Fragment("bigint")));
    for (const auto& option : all_sequence_options(declared.list("options"))) writer.add(option);
    return altered(writer.done());
}

Result alter_sequence_logging(const Change& change) {
    const auto& declared = change.declared;
    constexpr int knows_unlogged = 15;
    if (change.server_major < knows_unlogged) return std::nullopt;
    return altered(text("ALTER SEQUENCE {} SET {}", qualified(declared.id),
                        is_true(declared, "unlogged") ? text("UNLOGGED") : text("LOGGED")));
}

Result alter_sequence_owner(const Change& change) {
    const auto& column = change.declared.list("column");
    return Alterations{
        {text("ALTER SEQUENCE {} OWNED BY {}.{}", qualified(change.declared.id),
              sql::QualifiedName(column.at(0), column.at(1)), sql::Identifier(column.at(2))),
         Turn::settle}};
}

} // namespace

std::span<const AttributeRow> sequence_attributes() {
    static constexpr std::array rows = {
        AttributeRow{Kind::sequence, "type", alter_sequence},
        AttributeRow{Kind::sequence, "options", alter_sequence},
        AttributeRow{Kind::sequence, "unlogged", alter_sequence_logging},
        AttributeRow{Kind::sequence_owner, "column", alter_sequence_owner},
    };
    return rows;
}

} // namespace pgslate::plan
