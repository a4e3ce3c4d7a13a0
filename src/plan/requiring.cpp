#include "plan/requiring.hpp"

#include "base/format.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

bool is_of_server(const Fact& fact, const std::string& expression) {
    return fact.list("operator_schemas").empty()
           && std::ranges::none_of(sql::tokenize(expression).tokens, [&](const auto& token) {
                  return sql::is_symbol(token, expression, ".");
              });
}

bool has_to_hold(const Fact& fact) {
    return !is_true(fact, "not_valid") && !is_true(fact, "not_enforced");
}

std::string lists(const std::string& statement) {
    return format("`{}` lists them.", statement);
}

std::string may_be_not_valid() {
    return "A constraint may be declared `not_valid`, or NOT VALID in SQL: then rows that are "
           "there need not hold to it.";
}

Requiring::Requirements Requiring::of(const Fact& fact) const {
    switch (fact.id.kind) {
    case Kind::column: return of_column(fact);
    case Kind::check: return of_check(fact);
    case Kind::primary_key:
    case Kind::unique: return of_key(fact);
    case Kind::index: return of_index(fact);
    case Kind::foreign_key: return of_foreign_key(fact);
    case Kind::enum_type: return of_labels(fact);
    case Kind::domain: return of_values(fact, fact.id, text("VALUE IS NULL"));
    case Kind::domain_check:
        return of_values(fact, fact.parent.value(), text("NOT ({})", fragment(fact, "expression")));
    default: return {};
    }
}

RowQuestion Requiring::asking(const Identity& table, Depth depth) const {
    return {table, live_.before(table), standing_.columns_of(table), depth};
}

// Nothing that inherits from a table shares its keys, but its partitions do.
Requiring::Depth Requiring::alone(const Identity& table) const {
    return live_.catalog.find(table)->has("partition_by") ? Depth::with_children : Depth::only;
}

Requiring::Names Requiring::key_of(const Identity& table) const {
    for (const auto& [id, fact] : live_.catalog.facts)
        if (id.kind == Kind::primary_key && fact.parent == table) return fact.list("columns");
    return {};
}

Requiring::Names Requiring::base_types(const RowQuestion& rows, const Names& columns) const {
    auto types = rows.types_of(columns);
    for (auto& type : types) type = types_.base_of(type);
    return types;
}

// One that is new holds NULL in all rows, unless its type has a default of its own, which only
// types have that somebody has made.
Requiring::Requirements Requiring::of_column(const Fact& column) const {
    const auto table = column.parent.value();
    if (!is_true(column, "not_null") || is_true(column, "not_null_not_valid") || column.has("fill")
        || !standing_.keeps_rows(table))
        return {};
    const bool is_new = !live_.catalog.contains(column.id);
    const bool has_value = column.has("default") || column.has("generated")
                           || column.has("identity")
                           || column.text("type").find('.') != std::string::npos;
    const auto rows =
        asking(table, is_true(column, "not_null_no_inherit") ? Depth::only : Depth::with_children);
    if (is_new ? has_value || rows.has({column.id.name()}) : !rows.has({column.id.name()}))
        return {};
    const auto condition =
        is_new ? text("true") : text("{} IS NULL", sql::Identifier(column.id.name()));
    Requirement result{.about = column.id, .question = rows.counted(condition, key_of(table))};
    result.advice = {"What rows that are there hold in the column is said by fill = "
                     "\"EXPRESSION\" in its model."};
    if (!is_new) result.advice.push_back(lists(rows.listing(condition)));
    return {std::move(result)};
}

Requiring::Requirements Requiring::of_check(const Fact& check) const {
    const auto table = check.parent.value();
    const auto& expression = check.text("expression");
    if (!has_to_hold(check) || !is_of_server(check, expression) || !standing_.keeps_rows(table))
        return {};
    const auto rows =
        asking(table, is_true(check, "no_inherit") ? Depth::only : Depth::with_children);
    const auto named = rows.named_in(expression);
    if (!rows.has(named)) return {};
    const auto condition = text("NOT ({})", sql::Fragment(expression));
    auto shown = key_of(table);
    for (const auto& name : named)
        if (std::ranges::count(shown, name) == 0) shown.push_back(name);
    return {{.about = check.id,
             .types = base_types(rows, named),
             .is_written = true,
             .question = rows.counted(condition, shown),
             .advice = {may_be_not_valid(), lists(rows.listing(condition))}}};
}

// Of a domain: every column that has it, and what is made of it.
Requiring::Requirements Requiring::of_values(const Fact& fact, const Identity& domain,
                                             const sql::Text& condition) const {
    Requirements result;
    const auto& expression = fact.text("expression");
    if (!has_to_hold(fact) || (fact.id == domain && !is_true(fact, "not_null"))
        || !live_.catalog.contains(domain) || changes_.dropped.contains(domain)
        || !is_of_server(fact, expression))
        return result;
    for (const auto& [id, column] : live_.catalog.facts)
        if (id.kind == Kind::column && types_.is_made_of(column.text("type"), domain))
            add_values(column, fact, condition, result);
    return result;
}

// Values whose label goes have no place in an enum that is made again.
Requiring::Requirements Requiring::of_labels(const Fact& labels) const {
    Requirements result;
    const auto* before = live_.catalog.find(labels.id);
    if (before == nullptr || !changes_.dropped.contains(labels.id)) return result;
    const auto gone = labels_that_go(*before, labels);
    if (gone.empty()) return result;
    const auto name = quoted(qualified(labels.id));
    for (const auto& [id, column] : live_.catalog.facts) {
        const auto type = id.kind == Kind::column ? types_.base_of(column.text("type")) : "";
        const auto* after = changes_.target.find(id);
        if (MadeTypes::element_of(type) != name || after == nullptr || after->has("using")
            || after->text("type") != column.text("type"))
            continue;
        const auto condition =
            MadeTypes::is_array(type)
                ? text("value::pg_catalog.text[] && ARRAY[{}]", literal_list(gone))
                : text("value::pg_catalog.text IN ({})", literal_list(gone));
        add_values(column, column, condition, result);
        if (!result.empty() && result.back().about == id)
            result.back().advice.insert(
                result.back().advice.begin(),
                "What becomes of them is said by using = \"EXPRESSION\" in the column's model.");
    }
    return result;
}

void Requiring::add_values(const Fact& column, const Fact& fact, const sql::Text& condition,
                           Requirements& result) const {
    const auto table = column.parent.value();
    const auto columns = standing_.columns_of(table);
    const auto found = columns.find(column.id.name());
    if (found == columns.end() || !standing_.keeps_rows(table)) return;
    const RowQuestion values(table, live_.before(table), {{"value", found->second}},
                             Depth::with_children);
    result.push_back({.about = fact.id,
                      .types = base_types(values, {"value"}),
                      .is_written = fact.id.kind == Kind::domain_check,
                      .question = values.counted(condition, {"value"}),
                      .advice = {lists(values.listing(condition))}});
}

} // namespace pgslate::plan
