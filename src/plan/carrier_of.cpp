#include "plan/carrier_of.hpp"

#include "plan/rule.hpp"
#include "sql/script.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using catalog::Value;

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

} // namespace pgslate::plan
