#include "plan/writing.hpp"

namespace pgslate::plan {

using sql::text;

sql::QualifiedName qualified(const catalog::Identity& id) {
    return {id.names.at(0), id.names.at(1)};
}

sql::Identifier own_name(const catalog::Fact& fact) {
    return sql::Identifier(fact.id.name());
}

sql::QualifiedName parent_name(const catalog::Fact& fact) {
    return qualified(fact.parent.value());
}

sql::Fragment fragment(const catalog::Fact& fact, std::string_view attribute) {
    return sql::Fragment(fact.text(attribute));
}

bool is_true(const catalog::Fact& fact, std::string_view attribute) {
    return fact.text(attribute) == "true";
}

sql::Text fragment_list(const std::vector<std::string>& fragments) {
    std::vector<sql::Text> parts;
    parts.reserve(fragments.size());
    for (const auto& part : fragments) parts.push_back(text("{}", sql::Fragment(part)));
    return joined(parts, ", ");
}

sql::Text with_options(const catalog::Fact& fact) {
    if (!fact.has("with")) return {};
    return text(" WITH ({})", fragment_list(fact.list("with")));
}

sql::Text deferral(const catalog::Fact& fact) {
    sql::Text result;
    if (is_true(fact, "deferrable")) result += text(" DEFERRABLE");
    if (fact.text("initially") == "deferred") result += text(" INITIALLY DEFERRED");
    return result;
}

} // namespace pgslate::plan
