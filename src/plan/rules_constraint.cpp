#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

// The columns of a key; the last of a temporal one has words of its own before or behind it.
sql::Text key_columns(const Fact& fact, std::string_view attribute, const sql::Text& before,
                      const sql::Text& behind) {
    auto names = fact.list(attribute);
    if (!is_true(fact, "temporal")) return sql::name_list(names);
    const sql::Identifier period(names.back());
    names.pop_back();
    return text("{}, {}{}{}", sql::name_list(names), before, period, behind);
}

// What a constraint with an index says of that.
sql::Text index_parameters(const Fact& fact) {
    sql::Text parameters;
    if (fact.has("include"))
        parameters += text(" INCLUDE ({})", sql::name_list(fact.list("include")));
    parameters += with_options(fact);
    if (fact.has("tablespace"))
        parameters += text(" USING INDEX TABLESPACE {}", sql::Identifier(fact.text("tablespace")));
    return parameters;
}

sql::Text key_clause(const Fact& fact, const sql::Text& words) {
    auto clause =
        text("CONSTRAINT {} {} ({}){}", own_name(fact), words,
             key_columns(fact, "columns", {}, text(" WITHOUT OVERLAPS")), index_parameters(fact));
    return clause += deferral(fact);
}

sql::Text primary_key_clause(const Fact& fact) {
    return key_clause(fact, text("PRIMARY KEY"));
}

sql::Text unique_clause(const Fact& fact) {
    return key_clause(fact, is_true(fact, "nulls_not_distinct") ? text("UNIQUE NULLS NOT DISTINCT")
                                                                : text("UNIQUE"));
}

sql::Text exclude_definition(const Fact& fact) {
    auto clause = text("CONSTRAINT {} EXCLUDE USING {} ({}){}", own_name(fact),
                       sql::Identifier(fact.text("using")), fragment_list(fact.list("elements")),
                       index_parameters(fact));
    if (fact.has("where")) clause += text(" WHERE ({})", fragment(fact, "where"));
    return clause += deferral(fact);
}

sql::Text check_definition(const Fact& fact) {
    Writer writer(text("CONSTRAINT {} CHECK ({})", own_name(fact), fragment(fact, "expression")));
    writer.add_if(is_true(fact, "no_inherit"), text("NO INHERIT"));
    writer.add_if(is_true(fact, "not_valid"), text("NOT VALID"));
    writer.add_if(is_true(fact, "not_enforced"), text("NOT ENFORCED"));
    return writer.done();
}

sql::Text foreign_key_definition(const Fact& fact) {
    const auto& table = fact.list("references");
    auto clause = text("CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {}", own_name(fact),
                       key_columns(fact, "columns", text("PERIOD "), {}),
                       sql::QualifiedName(table.at(0), table.at(1)));
    if (fact.has("to")) clause += text(" ({})", key_columns(fact, "to", text("PERIOD "), {}));
    if (fact.has("match")) clause += text(" MATCH {}", fragment(fact, "match"));
    if (fact.has("on_update")) clause += text(" ON UPDATE {}", fragment(fact, "on_update"));
    if (fact.has("on_delete")) clause += text(" ON DELETE {}", fragment(fact, "on_delete"));
    if (fact.has("on_delete_columns"))
        clause += text(" ({})", sql::name_list(fact.list("on_delete_columns")));
    clause += deferral(fact);
    if (is_true(fact, "not_valid")) clause += text(" NOT VALID");
    if (is_true(fact, "not_enforced")) clause += text(" NOT ENFORCED");
    return clause;
}

// Inside CREATE TABLE the server would take NOT VALID and make the constraint valid all the same
// (manual, "CREATE TABLE"): such a constraint keeps a statement of its own.
template <sql::Text (*Definition)(const Fact&)>
sql::Text clause_if_valid(const Fact& fact) {
    return is_true(fact, "not_valid") ? sql::Text() : Definition(fact);
}

template <sql::Text (*Definition)(const Fact&)>
sql::Text add(const Fact& fact) {
    return text("ALTER TABLE {} ADD {}", parent_name(fact), Definition(fact));
}

std::vector<sql::Text> drop_constraint(const Fact& fact) {
    return {text("ALTER TABLE {} DROP CONSTRAINT {}", parent_name(fact), own_name(fact))};
}

Effect look_at_rows(const Fact& fact) {
    const bool key = fact.has("references");
    Effect effect{.lock = key ? LockMode::share_row_exclusive : LockMode::access_exclusive,
                  .on = On::children};
    if (!is_true(fact, "not_valid") && !is_true(fact, "not_enforced"))
        effect.risks = {Risk::scan, Risk::may_fail};
    return effect;
}

Effect let_rows_be(const Fact&) {
    return {.on = On::children};
}

// A foreign key has triggers on the other table, too.
std::vector<Lock> lock_referenced(const Fact& fact, LockMode mode) {
    if (!fact.has("references")) return {};
    return {{mode, {Kind::table, fact.list("references"), {}}}};
}

template <sql::Text (*Definition)(const Fact&)>
constexpr Rule rule_for(Kind kind) {
    return {.kind = kind,
            .create = add<Definition>,
            .clause = clause_if_valid<Definition>,
            .finish = mark_index,
            .drop = drop_constraint,
            .creating = look_at_rows,
            .dropping = let_rows_be,
            .locks_too = lock_referenced,
            .alters_parent = true,
            .unordered = {"with", "include", "on_delete_columns"}};
}

// Of two keys over the same columns CREATE TABLE would make one (transformIndexConstraints() in the
// server's parse_utilcmd.c).
sql::Text what_is_indexed(const Fact& fact) {
    return text("{} {}", sql::name_list(fact.list("columns")),
                sql::name_list(fact.list("include")));
}

template <sql::Text (*Definition)(const Fact&)>
constexpr Rule rule_for_key(Kind kind) {
    auto rule = rule_for<Definition>(kind);
    rule.likeness = what_is_indexed;
    return rule;
}

constexpr std::array texts_of_check = {Carried{"expression", carry_expression}};
constexpr std::array texts_of_exclude = {Carried{"elements", carry_elements},
                                         Carried{"where", carry_expression}};

constexpr Rule with_texts(Rule rule, std::span<const Carried> carried) {
    rule.carried = carried;
    return rule;
}

// Its index may call functions of the table's owner, to whom the table has to belong by then.
constexpr Rule rule_for_exclude() {
    auto rule = rule_for<exclude_definition>(Kind::exclude);
    rule.clause = nullptr;
    rule.carried = texts_of_exclude;
    return rule;
}

} // namespace

std::span<const Rule> constraint_rules() {
    static constexpr std::array rules = {
        rule_for_key<primary_key_clause>(Kind::primary_key),
        rule_for_key<unique_clause>(Kind::unique),
        rule_for_exclude(),
        with_texts(rule_for<check_definition>(Kind::check), texts_of_check),
        rule_for<foreign_key_definition>(Kind::foreign_key),
    };
    return rules;
}

} // namespace pgslate::plan
