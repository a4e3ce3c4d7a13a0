#include "plan/carrier.hpp"

#include "plan/element.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {

using catalog::Fact;
using sql::text;

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
