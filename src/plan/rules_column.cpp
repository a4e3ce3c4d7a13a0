#include "plan/column.hpp"
#include "plan/column_alterations.hpp"
#include "plan/filling.hpp"
#include "plan/inherited_column.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"

#include <array>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Kind;
using sql::text;

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

sql::Text clause_of_own(const Fact& fact) {
    return is_from_elsewhere(fact) ? clause_with_options(fact) : column_clause(fact);
}

// Rows that are there get a value before it has to be there.
sql::Text add_column(const Fact& fact) {
    if (is_from_elsewhere(fact)) return first_of<said_besides>(fact);
    auto column = fact;
    if (fact.has("fill")) column.attributes.erase("not_null");
    return text("ALTER TABLE {} ADD COLUMN {}", parent_name(fact), column_clause(column));
}

std::vector<sql::Text> settings_of_column(const Fact& fact) {
    std::vector<sql::Text> statements;
    if (is_true(fact, "not_null_not_valid")) statements.push_back(add_not_null(fact));
    for (const auto& change : column_settings(fact))
        statements.push_back(column_only(fact, change));
    for (auto& statement : beyond_column_settings(fact)) statements.push_back(std::move(statement));
    return statements;
}

std::vector<sql::Text> fill_column(const Fact& fact) {
    auto statements = filled(fact, false);
    if (!statements.empty())
        statements.push_back(has_own_not_null(fact) ? add_not_null(fact)
                                                    : column_only(fact, text("SET NOT NULL")));
    for (auto& statement : settings_of_column(fact)) statements.push_back(std::move(statement));
    return statements;
}

std::vector<sql::Text> finish_column(const Fact& fact) {
    return is_from_elsewhere(fact) ? rest_of<said_besides>(fact) : fill_column(fact);
}

std::vector<sql::Text> drop_column(const Fact& fact) {
    if (is_from_elsewhere(fact)) return forget_besides(fact);
    const auto only = is_true(fact, "left_to_children") ? text("ONLY ") : text("");
    return {text("ALTER TABLE {}{} DROP COLUMN {}", only, parent_name(fact), own_name(fact))};
}

// A default may need a function that needs the table.
std::optional<Fact> without_default(const Fact& fact) {
    if (is_from_elsewhere(fact) || !fact.has("default")) return std::nullopt;
    auto without = fact;
    without.attributes.erase("default");
    return without;
}

sql::Text set_default(const Fact& fact) {
    return column_only(fact, text("SET DEFAULT {}", fragment(fact, "default")));
}

// A value that is the same for all rows is kept beside them; what is computed for each is written
// (manual, "ALTER TABLE").
bool is_written_to_rows(const Fact& fact) {
    if (fact.has("generated")) return !is_true(fact, "virtual");
    return fact.has("identity") || fact.text("default").find('(') != std::string::npos;
}

Effect give_to_rows(const Fact& fact) {
    Effect effect{.on = On::children};
    if (is_from_elsewhere(fact)) return effect;
    if (is_written_to_rows(fact)) effect.risks.add(Risk::rewrite);
    const bool has_value = fact.has("default") || fact.has("generated") || fact.has("identity");
    if (is_true(fact, "not_null") && !has_value) effect.risks.add(Risk::may_fail);
    return effect;
}

// What is generated can be had again.
Effect take_from_rows(const Fact& fact) {
    Effect effect{.on = On::children};
    if (!is_from_elsewhere(fact) && !fact.has("generated")) effect.risks.add(Risk::data_loss);
    effect.beyond_rows = fact.has("identity");
    return effect;
}

constexpr std::array texts_of_column = {Carried{"default", carry_value},
                                        Carried{"generated", carry_expression}};

} // namespace

std::span<const Rule> column_rules() {
    static constexpr std::array rules = {
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
