#include "plan/carrier.hpp"

#include "plan/element.hpp"
#include "plan/rule.hpp"
#include "plan/writing.hpp"
#include "sql/script.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Value;
using sql::text;

const Carried* find_carried(const Fact& fact, std::string_view attribute) {
    const auto* rule = find_rule(fact.id.kind);
    if (rule == nullptr) return nullptr;
    const auto found = std::ranges::find(rule->carried, attribute, &Carried::attribute);
    return found == rule->carried.end() ? nullptr : &*found;
}

// The commands between BEGIN ATOMIC and END have semicolons of their own: it is one statement with
// them, in the words of CREATE.
bool is_body(const std::string& text) {
    const auto statement = "CREATE " + text;
    const auto parts = sql::split(statement);
    return parts.size() == 1 && parts[0].closed && sql::tokenize(text).tokens.size() > 2
           && sql::is_word(sql::tokenize(text).tokens[1], text, "atomic");
}

bool can_stand(const std::string& text) {
    return sql::why_not_a_fragment(text).empty() || is_body(text);
}

bool can_stand(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return can_stand(*text);
    const auto& texts = std::get<std::vector<std::string>>(value);
    return std::ranges::all_of(texts, [](const std::string& text) { return can_stand(text); });
}

} // namespace

std::optional<Carrier> carrier_of(Fact fact, std::string_view attribute, const Value& value) {
    const auto* carried = find_carried(fact, attribute);
    if (carried == nullptr || !can_stand(value)) return std::nullopt;
    fact.attributes.insert_or_assign(std::string(attribute), value);
    auto carrier = carried->carrier(fact, attribute);
    if (carrier.statement.empty()) return std::nullopt;
    carrier.schemas = fact.list("operator_schemas");
    return carrier;
}

sql::Identifier carrier_name() {
    return sql::Identifier("pgslate_carrier");
}

// In brackets nothing but a query can stand, and behind them nothing.
Carrier view_of(const sql::Text& query) {
    return {.statement = text("CREATE TEMPORARY VIEW {} AS (\n{}\n)", carrier_name(), query),
            .question = text("SELECT 'CREATE TEMPORARY VIEW {} AS ' || pg_catalog.pg_get_viewdef("
                             "'pg_temp.{}'::pg_catalog.regclass)",
                             carrier_name(), carrier_name())};
}

Carrier carry_query(const Fact& fact, std::string_view attribute) {
    return view_of(text("{}", fragment(fact, attribute)));
}

// Whatever its type is, it can be NULL or not.
Carrier carry_value(const Fact& fact, std::string_view attribute) {
    return view_of(text("SELECT WHERE ({}\n) IS NOT NULL", fragment(fact, attribute)));
}

Carrier carry_expression(const Fact& fact, std::string_view attribute) {
    return view_of(text("SELECT FROM {} WHERE ({}\n) IS NOT NULL", parent_name(fact),
                        fragment(fact, attribute)));
}

Carrier carry_elements(const Fact& fact, std::string_view attribute) {
    return elements_of(parent_name(fact), fact.list(attribute));
}

// What is no expression goes along as a string, so that it counts when two of them are compared.
Carrier elements_of(const sql::QualifiedName& relation, const std::vector<std::string>& elements) {
    std::vector<sql::Text> parts;
    for (const auto& element : elements) {
        const auto length = length_of_expression(element);
        if (length > 0)
            parts.push_back(text("({}\n) IS NOT NULL", sql::Fragment(element.substr(0, length))));
        parts.push_back(text("{}::text", sql::Literal(element.substr(length))));
    }
    return view_of(text("SELECT FROM {} WHERE ROW({}) IS NOT NULL", relation, joined(parts, ", ")));
}

} // namespace pgslate::plan
