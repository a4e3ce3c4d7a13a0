#include "plan/columns_of.hpp"
#include "plan/element.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text beginning(const Fact& fact) {
    return is_true(fact, "unlogged") ? text("CREATE UNLOGGED TABLE {}", qualified(fact.id))
                                     : text("CREATE TABLE {}", qualified(fact.id));
}

// All that a partition has to have before it is one; the rest it gets with that.
sql::Text like_whole(const Fact& fact, const sql::Text& inside) {
    auto like =
        text("LIKE {} INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING INDEXES "
             "EXCLUDING STATISTICS",
             qualified_list(fact.list("partition_of")));
    if (!inside.empty()) like += text(",\n    {}", inside);
    return text(" (\n    {}\n)", like);
}

// A partition takes its columns from the table it is part of, a typed table from its type.
sql::Text body(const Fact& fact, std::span<const sql::Text> clauses) {
    const auto inside = joined(clauses, ",\n    ");
    if (fact.has("of_type")) {
        const auto of = text(" OF {}", qualified_list(fact.list("of_type")));
        return inside.empty() ? of : text("{} (\n    {}\n)", of, inside);
    }
    if (!fact.has("partition_of") || is_true(fact, "attached"))
        return inside.empty() ? text(" ()") : text(" (\n    {}\n)", inside);
    if (is_true(fact, "attached_last")) return like_whole(fact, inside);
    const auto parent = qualified_list(fact.list("partition_of"));
    const auto bound = fragment(fact, "bound");
    return inside.empty() ? text(" PARTITION OF {} {}", parent, bound)
                          : text(" PARTITION OF {} (\n    {}\n) {}", parent, inside, bound);
}

sql::Text create_table_with(const Fact& fact, std::span<const sql::Text> clauses) {
    auto table = beginning(fact);
    table += body(fact, clauses);
    table += inherits_clause(fact);
    if (fact.has("partition_by")) table += text(" PARTITION BY {}", fragment(fact, "partition_by"));
    if (fact.has("access_method"))
        table += text(" USING {}", sql::Identifier(fact.text("access_method")));
    table += with_options(fact);
    if (fact.has("tablespace"))
        table += text(" TABLESPACE {}", sql::Identifier(fact.text("tablespace")));
    return table;
}

sql::Text create_table(const Fact& fact) {
    return create_table_with(fact, {});
}

// What CREATE TABLE has no words for.
std::vector<sql::Text> finish_table(const Fact& fact) {
    auto statements = attach_partition(fact);
    for (auto& statement : inherit_later(fact)) statements.push_back(std::move(statement));
    const auto alter = [&](const sql::Text& what) {
        statements.push_back(text("ALTER TABLE ONLY {} {}", qualified(fact.id), what));
    };
    if (is_true(fact, "row_security")) alter(text("ENABLE ROW LEVEL SECURITY"));
    if (is_true(fact, "force_row_security")) alter(text("FORCE ROW LEVEL SECURITY"));
    if (fact.has("replica_identity"))
        alter(text("REPLICA IDENTITY {}", fragment(fact, "replica_identity")));
    return statements;
}

// RANGE, LIST or HASH is no element of the key, but goes along as if it were one.
Carrier carry_key(const Fact& fact, std::string_view attribute) {
    const auto& key = fact.text(attribute);
    auto elements = elements_of_key(key);
    elements.push_back(key.substr(0, key.find(' ')));
    return elements_of(qualified(fact.id), elements);
}

bool stops_hiding_rows(const Fact* before, const Fact* after) {
    if (before == nullptr || after == nullptr) return false;
    const auto stops = [&](const char* attribute) {
        return is_true(*before, attribute) && !is_true(*after, attribute);
    };
    return stops("row_security") || stops("force_row_security");
}

// A partition is made while nobody looks at its whole.
Effect hold_whole(const Fact& fact) {
    if (is_true(fact, "attached_last")) return {.lock = LockMode::access_share};
    const bool partition = fact.has("partition_of") && !is_true(fact, "attached");
    return {.lock = partition ? LockMode::access_exclusive : LockMode::share_update_exclusive};
}

Effect lose_rows(const Fact&) {
    return {.risks = {Risk::data_loss}};
}

// A partition that goes is taken out of its whole; a child of other tables is only gone.
std::vector<Lock> lock_parents(const Fact& fact, LockMode mode) {
    std::vector<Lock> locks;
    if (fact.has("partition_of")) locks.push_back({mode, whole_of_partition(fact)});
    const auto& parents = fact.list("inherits");
    for (std::size_t i = 0; i + 1 < parents.size() && mode != LockMode::access_exclusive; i += 2)
        locks.push_back({mode, {Kind::table, {parents[i], parents[i + 1]}, {}}});
    return locks;
}

constexpr std::array texts_of_table = {Carried{"partition_by", carry_key}};

} // namespace

std::span<const Rule> table_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::table,
             .create = create_table,
             .create_with = create_table_with,
             .finish = finish_table,
             .creating = hold_whole,
             .dropping = lose_rows,
             .locks_too = lock_parents,
             .widens = stops_hiding_rows,
             .carried = texts_of_table,
             .unordered = {"with"},
             .only_made_with = "inherits_later"}, // which the order of the columns tells
    };
    return rules;
}

} // namespace pgslate::plan
