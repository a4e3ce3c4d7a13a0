#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text create_sequence(const Fact& fact) {
    Writer writer(text("CREATE {}SEQUENCE {}",
                       is_true(fact, "unlogged") ? text("UNLOGGED ") : text(""),
                       qualified(fact.id)));
    writer.add_attribute("AS {}", fact, "type");
    for (const auto& option : fact.list("options")) writer.add(text("{}", sql::Fragment(option)));
    return writer.done();
}

// On its own, because the column's default may need the sequence first.
sql::Text own_sequence(const Fact& fact) {
    const auto& column = fact.list("column");
    return text("ALTER SEQUENCE {} OWNED BY {}.{}", qualified(fact.id),
                sql::QualifiedName(column.at(0), column.at(1)), sql::Identifier(column.at(2)));
}

std::vector<sql::Text> disown_sequence(const Fact& fact) {
    return {text("ALTER SEQUENCE {} OWNED BY NONE", qualified(fact.id))};
}

// Both must have one owner, and while they have is before the table is given to another: then the
// sequence goes with it (manual, "CREATE SEQUENCE", "ALTER TABLE").
std::vector<catalog::Identity> table_of_column(const Fact& fact) {
    const auto& column = fact.list("column");
    return {{Kind::table, {column.at(0), column.at(1)}, {}},
            {Kind::foreign_table, {column.at(0), column.at(1)}, {}}};
}

Effect hold_numbers(const Fact&) {
    return {.lock = LockMode::share_row_exclusive};
}

std::vector<Lock> lock_sequence(const Fact& fact, LockMode mode) {
    return {{mode, {Kind::sequence, fact.id.names, {}}}};
}

} // namespace

std::span<const Rule> sequence_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::sequence, .create = create_sequence, .dropping = loses_all},
        Rule{.kind = Kind::sequence_owner,
             .create = own_sequence,
             .behind = table_of_column,
             .drop = disown_sequence,
             .creating = hold_numbers,
             .dropping = hold_numbers,
             .locks_too = lock_sequence,
             .alters_parent = true},
    };
    return rules;
}

} // namespace pgslate::plan
