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

// A partition takes its columns from the table it is part of, a typed table from its type.
sql::Text body(const Fact& fact, std::span<const sql::Text> clauses) {
    const auto inside = joined(clauses, ",\n    ");
    if (fact.has("of_type")) {
        const auto of = text(" OF {}", qualified_list(fact.list("of_type")));
        return inside.empty() ? of : text("{} (\n    {}\n)", of, inside);
    }
    if (!fact.has("partition_of") || is_true(fact, "attached"))
        return inside.empty() ? text(" ()") : text(" (\n    {}\n)", inside);
    const auto parent = qualified_list(fact.list("partition_of"));
    const auto bound = fragment(fact, "bound");
    return inside.empty() ? text(" PARTITION OF {} {}", parent, bound)
                          : text(" PARTITION OF {} (\n    {}\n) {}", parent, inside, bound);
}

sql::Text create_table_with(const Fact& fact, std::span<const sql::Text> clauses) {
    auto table = beginning(fact);
    table += body(fact, clauses);
    if (fact.has("inherits"))
        table += text(" INHERITS ({})", qualified_list(fact.list("inherits")));
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
    const auto alter = [&](const sql::Text& what) {
        statements.push_back(text("ALTER TABLE ONLY {} {}", qualified(fact.id), what));
    };
    if (is_true(fact, "row_security")) alter(text("ENABLE ROW LEVEL SECURITY"));
    if (is_true(fact, "force_row_security")) alter(text("FORCE ROW LEVEL SECURITY"));
    if (fact.has("replica_identity"))
        alter(text("REPLICA IDENTITY {}", fragment(fact, "replica_identity")));
    return statements;
}

sql::Text identity(const Fact& fact) {
    const auto kind = fact.text("identity") == "always" ? text("ALWAYS") : text("BY DEFAULT");
    auto result = text("GENERATED {} AS IDENTITY", kind);
    if (!fact.has("identity_options")) return result;
    std::vector<sql::Text> options;
    for (const auto& option : fact.list("identity_options"))
        options.push_back(text("{}", sql::Fragment(option)));
    return result += text(" ({})", joined(options, " "));
}

// A name that the server would not choose by itself (from PostgreSQL 18 on it keeps them).
sql::Text not_null(const Fact& fact) {
    auto constraint = text("NOT NULL");
    if (fact.has("not_null_name"))
        constraint = text("CONSTRAINT {} NOT NULL", sql::Identifier(fact.text("not_null_name")));
    if (is_true(fact, "not_null_no_inherit")) constraint += text(" NO INHERIT");
    return constraint;
}

sql::Text column_clause(const Fact& fact) {
    Writer writer(text("{} {}", own_name(fact), fragment(fact, "type")));
    writer.add_attribute("COMPRESSION {}", fact, "compression");
    if (fact.has("foreign_options")) writer.add(foreign_options(fact));
    writer.add_attribute("COLLATE {}", fact, "collation");
    if (fact.has("identity")) writer.add(identity(fact));
    writer.add_attribute("GENERATED ALWAYS AS ({})", fact, "generated");
    if (fact.has("generated"))
        writer.add(is_true(fact, "virtual") ? text("VIRTUAL") : text("STORED"));
    writer.add_attribute("DEFAULT {}", fact, "default");
    if (is_true(fact, "not_null") && !is_true(fact, "not_null_not_valid"))
        writer.add(not_null(fact));
    return writer.done();
}

// It has its type from somewhere else: a parent, the type of its table, the query of its view.
bool is_inherited(const Fact& fact) {
    return !fact.has("type");
}

sql::Text clause_of_own(const Fact& fact) {
    return is_inherited(fact) ? sql::Text() : column_clause(fact);
}

// CREATE TABLE knows STORAGE only from PostgreSQL 16 on, and the others never.
std::vector<sql::Text> column_settings(const Fact& fact) {
    std::vector<sql::Text> changes;
    if (fact.has("storage")) changes.push_back(text("SET STORAGE {}", fragment(fact, "storage")));
    if (fact.has("statistics"))
        changes.push_back(text("SET STATISTICS {}", fragment(fact, "statistics")));
    if (fact.has("options"))
        changes.push_back(text("SET ({})", fragment_list(fact.list("options"))));
    return changes;
}

// The table itself is altered, not its children, which have columns of their own.
sql::Text alter_column(const Fact& fact, const sql::Text& change) {
    return text("ALTER TABLE ONLY {} ALTER COLUMN {} {}", parent_name(fact), own_name(fact),
                change);
}

std::vector<sql::Text> settings_of_column(const Fact& fact) {
    std::vector<sql::Text> statements;
    if (is_true(fact, "not_null_not_valid"))
        statements.push_back(text("ALTER TABLE ONLY {} ADD {} {} NOT VALID", parent_name(fact),
                                  not_null(fact), own_name(fact)));
    for (const auto& change : column_settings(fact))
        statements.push_back(alter_column(fact, change));
    return statements;
}

// What a column has of its own whose type comes from somewhere else.
std::vector<sql::Text> inherited_column(const Fact& fact) {
    std::vector<sql::Text> statements;
    const auto alter = [&](const sql::Text& change) {
        statements.push_back(alter_column(fact, change));
    };
    if (fact.has("identity")) alter(text("ADD {}", identity(fact)));
    if (fact.has("default")) alter(text("SET DEFAULT {}", fragment(fact, "default")));
    if (is_true(fact, "no_default")) alter(text("DROP DEFAULT"));
    if (fact.has("generated")) alter(text("SET EXPRESSION AS ({})", fragment(fact, "generated")));
    if (is_true(fact, "not_null")) alter(text("SET NOT NULL"));
    if (fact.has("foreign_options")) alter(foreign_options(fact));
    for (const auto& statement : settings_of_column(fact)) statements.push_back(statement);
    return statements;
}

sql::Text add_column(const Fact& fact) {
    if (is_inherited(fact)) return first_of<inherited_column>(fact);
    return text("ALTER TABLE {} ADD COLUMN {}", parent_name(fact), column_clause(fact));
}

std::vector<sql::Text> finish_column(const Fact& fact) {
    return is_inherited(fact) ? rest_of<inherited_column>(fact) : settings_of_column(fact);
}

} // namespace

std::span<const Rule> table_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::table,
             .create = create_table,
             .create_with = create_table_with,
             .finish = finish_table},
        Rule{.kind = Kind::column,
             .create = add_column,
             .clause = clause_of_own,
             .finish = finish_column,
             .alters_parent = true},
    };
    return rules;
}

} // namespace pgslate::plan
