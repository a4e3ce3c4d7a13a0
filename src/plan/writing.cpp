#include "plan/writing.hpp"

#include <algorithm>

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

sql::Text literal_list(const std::vector<std::string>& values) {
    std::vector<sql::Text> literals;
    literals.reserve(values.size());
    for (const auto& value : values) literals.push_back(text("{}", sql::Literal(value)));
    return joined(literals, ", ");
}

sql::Text qualified_list(const std::vector<std::string>& schemas_and_names) {
    std::vector<sql::Text> names;
    for (std::size_t i = 0; i + 1 < schemas_and_names.size(); i += 2)
        names.push_back(
            text("{}", sql::QualifiedName(schemas_and_names[i], schemas_and_names[i + 1])));
    return joined(names, ", ");
}

sql::Text typed_tables_too(const catalog::Fact& attribute) {
    return is_true(attribute, "typed") ? text(" CASCADE") : sql::Text();
}

sql::Text detached_from_whole(const catalog::Fact& fact) {
    return text("ALTER TABLE ONLY {} DETACH PARTITION {}",
                qualified_list(fact.list("partition_of")), qualified(fact.id));
}

sql::Text attached_to_whole(const catalog::Fact& fact) {
    return text("ALTER TABLE ONLY {} ATTACH PARTITION {} {}",
                qualified_list(fact.list("partition_of")), qualified(fact.id),
                fragment(fact, "bound"));
}

std::vector<sql::Text> attach_partition(const catalog::Fact& fact) {
    if (!is_true(fact, "attached") || is_true(fact, "attached_last")) return {};
    return {attached_to_whole(fact)};
}

sql::Text inherits_clause(const catalog::Fact& fact) {
    auto parents = fact.list("inherits");
    parents.resize(parents.size() - std::min(parents.size(), fact.list("inherits_later").size()));
    return parents.empty() ? sql::Text() : text(" INHERITS ({})", qualified_list(parents));
}

std::vector<sql::Text> inherit_later(const catalog::Fact& fact) {
    const auto& names = fact.list("inherits_later");
    std::vector<sql::Text> statements;
    for (std::size_t i = 0; i + 1 < names.size(); i += 2)
        statements.push_back(text("ALTER TABLE {} INHERIT {}", qualified(fact.id),
                                  sql::QualifiedName(names[i], names[i + 1])));
    return statements;
}

std::vector<sql::Text> mark_index(const catalog::Fact& fact) {
    std::vector<sql::Text> statements;
    if (is_true(fact, "clustered"))
        statements.push_back(
            text("ALTER TABLE {} CLUSTER ON {}", parent_name(fact), own_name(fact)));
    if (is_true(fact, "replica_identity"))
        statements.push_back(text("ALTER TABLE ONLY {} REPLICA IDENTITY USING INDEX {}",
                                  parent_name(fact), own_name(fact)));
    if (fact.has("index_comment"))
        statements.push_back(text("COMMENT ON INDEX {} IS {}",
                                  sql::QualifiedName(fact.id.names.front(), fact.id.name()),
                                  sql::Literal(fact.text("index_comment"))));
    return statements;
}

sql::Text foreign_options(const catalog::Fact& fact) {
    if (!fact.has("foreign_options")) return {};
    return text("OPTIONS ({})", fragment_list(fact.list("foreign_options")));
}

sql::Text deferral(const catalog::Fact& fact) {
    sql::Text result;
    if (is_true(fact, "deferrable")) result += text(" DEFERRABLE");
    if (fact.text("initially") == "deferred") result += text(" INITIALLY DEFERRED");
    return result;
}

} // namespace pgslate::plan
