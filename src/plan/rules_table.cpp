#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

sql::Text qualified_list(const std::vector<std::string>& schemas_and_names) {
    std::vector<sql::Text> names;
    for (std::size_t i = 0; i + 1 < schemas_and_names.size(); i += 2)
        names.push_back(
            text("{}", sql::QualifiedName(schemas_and_names[i], schemas_and_names[i + 1])));
    return joined(names, ", ");
}

sql::Text beginning(const Fact& fact) {
    return is_true(fact, "unlogged") ? text("CREATE UNLOGGED TABLE {}", qualified(fact.id))
                                     : text("CREATE TABLE {}", qualified(fact.id));
}

// A partition takes its columns from the table it is part of.
sql::Text body(const Fact& fact, std::span<const sql::Text> clauses) {
    const auto inside = joined(clauses, ",\n    ");
    if (!fact.has("partition_of"))
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

sql::Text identity(const Fact& fact) {
    const auto kind = fact.text("identity") == "always" ? text("ALWAYS") : text("BY DEFAULT");
    auto result = text("GENERATED {} AS IDENTITY", kind);
    if (!fact.has("identity_options")) return result;
    std::vector<sql::Text> options;
    for (const auto& option : fact.list("identity_options"))
        options.push_back(text("{}", sql::Fragment(option)));
    return result += text(" ({})", joined(options, " "));
}

sql::Text column_clause(const Fact& fact) {
    Writer writer(text("{} {}", own_name(fact), fragment(fact, "type")));
    writer.add_if(fact.has("compression"), text("COMPRESSION {}", fragment(fact, "compression")));
    writer.add_if(fact.has("collation"), text("COLLATE {}", fragment(fact, "collation")));
    if (fact.has("identity")) writer.add(identity(fact));
    writer.add_if(fact.has("generated"),
                  text("GENERATED ALWAYS AS ({}) STORED", fragment(fact, "generated")));
    writer.add_if(fact.has("default"), text("DEFAULT {}", fragment(fact, "default")));
    writer.add_if(is_true(fact, "not_null"), text("NOT NULL"));
    return writer.done();
}

sql::Text add_column(const Fact& fact) {
    return text("ALTER TABLE {} ADD COLUMN {}", parent_name(fact), column_clause(fact));
}

// CREATE TABLE knows STORAGE only from PostgreSQL 16 on, and statistics targets never.
std::vector<sql::Text> finish_column(const Fact& fact) {
    std::vector<sql::Text> statements;
    const auto set = [&](const sql::Text& what) {
        statements.push_back(
            text("ALTER TABLE {} ALTER COLUMN {} SET {}", parent_name(fact), own_name(fact), what));
    };
    if (fact.has("storage")) set(text("STORAGE {}", fragment(fact, "storage")));
    if (fact.has("statistics")) set(text("STATISTICS {}", fragment(fact, "statistics")));
    return statements;
}

} // namespace

std::span<const Rule> table_rules() {
    static constexpr std::array rules = {
        Rule{.kind = Kind::table, .create = create_table, .create_with = create_table_with},
        Rule{.kind = Kind::column,
             .create = add_column,
             .clause = column_clause,
             .finish = finish_column,
             .alters_parent = true},
    };
    return rules;
}

} // namespace pgslate::plan
