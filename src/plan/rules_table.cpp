#include "plan/column.hpp"
#include "plan/columns_of.hpp"
#include "plan/element.hpp"
#include "plan/filling.hpp"
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

bool is_valid_not_null(const Fact& fact) {
    return is_true(fact, "not_null") && !is_true(fact, "not_null_not_valid");
}

sql::Text column_clause(const Fact& fact) {
    Writer writer(text("{} {}", own_name(fact), fragment(fact, "type")));
    writer.add_attribute("COMPRESSION {}", fact, "compression");
    if (fact.has("foreign_options")) writer.add(foreign_options(fact));
    writer.add_attribute("COLLATE {}", fact, "collation");
    if (fact.has("identity")) writer.add(identity_of(fact));
    writer.add_attribute("GENERATED ALWAYS AS ({})", fact, "generated");
    if (fact.has("generated"))
        writer.add(is_true(fact, "virtual") ? text("VIRTUAL") : text("STORED"));
    writer.add_attribute("DEFAULT {}", fact, "default");
    writer.add_if(is_true(fact, "no_default"), text("DEFAULT NULL")); // nor that of its parent
    if (is_valid_not_null(fact)) writer.add(not_null_clause(fact));
    return writer.done();
}

// It has its type from somewhere else: a parent, the type of its table, the query of its view.
bool is_inherited(const Fact& fact) {
    return !fact.has("type");
}

using Clauses = std::vector<sql::Text>; // what follows ALTER COLUMN and a name

// The table itself is altered, not its children, which have columns of their own.
sql::Text alter_column(const Fact& fact, const Clauses& changes) {
    std::vector<sql::Text> commands;
    for (const auto& change : changes)
        commands.push_back(text("ALTER COLUMN {} {}", own_name(fact), change));
    return text("ALTER TABLE ONLY {} {}", parent_name(fact), joined(commands, ", "));
}

// CREATE TABLE knows STORAGE only from PostgreSQL 16 on, and the others never.
Clauses column_settings(const Fact& fact) {
    Clauses changes;
    if (fact.has("storage")) changes.push_back(text("SET STORAGE {}", fragment(fact, "storage")));
    if (fact.has("statistics"))
        changes.push_back(text("SET STATISTICS {}", fragment(fact, "statistics")));
    if (fact.has("options"))
        changes.push_back(text("SET ({})", fragment_list(fact.list("options"))));
    return changes;
}

// What ALTER COLUMN has no words for.
std::vector<sql::Text> rest_of_settings(const Fact& fact) {
    auto statements = not_null_comment(fact);
    if (fact.has("identity_sequence"))
        statements.push_back(text("ALTER SEQUENCE {}", fragment(fact, "identity_sequence")));
    return statements;
}

std::vector<sql::Text> settings_of_column(const Fact& fact) {
    std::vector<sql::Text> statements;
    if (is_true(fact, "not_null_not_valid")) statements.push_back(add_not_null(fact));
    for (const auto& change : column_settings(fact))
        statements.push_back(alter_column(fact, {change}));
    for (auto& statement : rest_of_settings(fact)) statements.push_back(std::move(statement));
    return statements;
}

// CREATE TABLE can say more of a column that it takes from a type or from the whole that it is a
// partition of; not of one from a parent, and views have no such words.
bool takes_options(const Fact& fact) {
    const auto& from = fact.text("inherited");
    return from == "of type" || from == "partition";
}

Clauses early_changes(const Fact& fact) {
    Clauses changes;
    if (!takes_options(fact)) return changes;
    if (fact.has("default")) changes.push_back(text("SET DEFAULT {}", fragment(fact, "default")));
    if (is_valid_not_null(fact)) changes.push_back(text("SET NOT NULL"));
    return changes;
}

Clauses late_changes(const Fact& fact) {
    Clauses changes;
    const bool late = !takes_options(fact);
    const bool named = has_own_not_null(fact);
    if (fact.has("identity")) changes.push_back(text("ADD {}", identity_of(fact)));
    if (late && fact.has("default"))
        changes.push_back(text("SET DEFAULT {}", fragment(fact, "default")));
    if (is_true(fact, "no_default")) changes.push_back(text("DROP DEFAULT"));
    if (fact.has("generated"))
        changes.push_back(text("SET EXPRESSION AS ({})", fragment(fact, "generated")));
    if (late && !named && is_true(fact, "not_null")) changes.push_back(text("SET NOT NULL"));
    if (fact.has("foreign_options")) changes.push_back(foreign_options(fact));
    if (fact.has("compression"))
        changes.push_back(text("SET COMPRESSION {}", fragment(fact, "compression")));
    for (auto& change : column_settings(fact)) changes.push_back(std::move(change));
    return changes;
}

sql::Text clause_with_options(const Fact& fact) {
    if (early_changes(fact).empty()) return {};
    Writer writer(text("{} WITH OPTIONS", own_name(fact)));
    writer.add_attribute("DEFAULT {}", fact, "default");
    if (is_valid_not_null(fact)) writer.add(not_null_clause(fact));
    return writer.done();
}

// What a column that is inherited has besides its clause.
std::vector<sql::Text> rest_of_inherited(const Fact& fact) {
    std::vector<sql::Text> statements;
    if (const auto late = late_changes(fact); !late.empty())
        statements.push_back(alter_column(fact, late));
    if (takes_options(fact) ? is_true(fact, "not_null_not_valid") : has_own_not_null(fact))
        statements.push_back(add_not_null(fact));
    for (auto& statement : rest_of_settings(fact)) statements.push_back(std::move(statement));
    return statements;
}

sql::Text clause_of_own(const Fact& fact) {
    return is_inherited(fact) ? clause_with_options(fact) : column_clause(fact);
}

// Rows that are there get a value before it has to be there.
sql::Text add_column(const Fact& fact) {
    if (!is_inherited(fact)) {
        auto column = fact;
        if (fact.has("fill")) column.attributes.erase("not_null");
        return text("ALTER TABLE {} ADD COLUMN {}", parent_name(fact), column_clause(column));
    }
    const auto early = early_changes(fact);
    return early.empty() ? first_of<rest_of_inherited>(fact) : alter_column(fact, early);
}

std::vector<sql::Text> fill_column(const Fact& fact) {
    auto statements = filled(fact, false);
    if (!statements.empty())
        statements.push_back(has_own_not_null(fact) ? add_not_null(fact)
                                                    : alter_column(fact, {text("SET NOT NULL")}));
    for (auto& statement : settings_of_column(fact)) statements.push_back(std::move(statement));
    return statements;
}

std::vector<sql::Text> finish_column(const Fact& fact) {
    if (!is_inherited(fact)) return fill_column(fact);
    return early_changes(fact).empty() ? rest_of<rest_of_inherited>(fact) : rest_of_inherited(fact);
}

// What a column has besides what it inherits; the column itself goes with that of its parent.
std::vector<sql::Text> forget_own_of(const Fact& fact) {
    Clauses changes;
    if (fact.has("default")) changes.push_back(text("DROP DEFAULT"));
    if (fact.has("identity")) changes.push_back(text("DROP IDENTITY"));
    if (is_true(fact, "not_null")) changes.push_back(text("DROP NOT NULL"));
    if (fact.has("statistics")) changes.push_back(text("SET STATISTICS -1"));
    if (fact.has("compression")) changes.push_back(text("SET COMPRESSION default"));
    if (fact.has("storage")) changes.push_back(text("SET STORAGE extended"));
    if (changes.empty()) return {};
    return {alter_column(fact, changes)};
}

std::vector<sql::Text> drop_column(const Fact& fact) {
    if (is_inherited(fact)) return forget_own_of(fact);
    const auto only = is_true(fact, "left_to_children") ? text("ONLY ") : text("");
    return {text("ALTER TABLE {}{} DROP COLUMN {}", only, parent_name(fact), own_name(fact))};
}

// A default may need a function that needs the table.
std::optional<Fact> without_default(const Fact& fact) {
    if (is_inherited(fact) || !fact.has("default")) return std::nullopt;
    auto without = fact;
    without.attributes.erase("default");
    return without;
}

sql::Text set_default(const Fact& fact) {
    return alter_column(fact, {text("SET DEFAULT {}", fragment(fact, "default"))});
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

// A value that is the same for all rows is kept beside them; what is computed for each is written
// (manual, "ALTER TABLE").
bool is_written_to_rows(const Fact& fact) {
    if (fact.has("generated")) return !is_true(fact, "virtual");
    return fact.has("identity") || fact.text("default").find('(') != std::string::npos;
}

Effect give_to_rows(const Fact& fact) {
    Effect effect{.on = On::children};
    if (is_inherited(fact)) return effect;
    if (is_written_to_rows(fact)) effect.risks.add(Risk::rewrite);
    const bool has_value = fact.has("default") || fact.has("generated") || fact.has("identity");
    if (is_true(fact, "not_null") && !has_value) effect.risks.add(Risk::may_fail);
    return effect;
}

// What is generated can be had again.
Effect take_from_rows(const Fact& fact) {
    Effect effect{.on = On::children};
    if (!is_inherited(fact) && !fact.has("generated")) effect.risks.add(Risk::data_loss);
    effect.beyond_rows = fact.has("identity");
    return effect;
}

constexpr std::array texts_of_table = {Carried{"partition_by", carry_key}};
constexpr std::array texts_of_column = {Carried{"default", carry_value},
                                        Carried{"generated", carry_expression}};

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
        Rule{.kind = Kind::column,
             .create = add_column,
             .clause = clause_of_own,
             .early = without_default,
             .late = set_default,
             .finish = finish_column,
             .drop = drop_column,
             .creating = give_to_rows,
             .dropping = take_from_rows,
             .alters_parent = true,
             .has_place = true,
             .carried = texts_of_column,
             .unordered = {"options", "foreign_options"},
             .only_made_with = "not_null_said"},
    };
    return rules;
}

} // namespace pgslate::plan
