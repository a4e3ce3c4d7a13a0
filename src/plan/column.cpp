#include "plan/column.hpp"

#include "plan/made_names.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {
namespace {

using catalog::Fact;

sql::Text named_not_null(const Fact& fact) {
    const auto name = said_not_null(fact);
    if (name.empty()) return sql::text("NOT NULL");
    return sql::text("CONSTRAINT {} NOT NULL", sql::Identifier(name));
}

sql::Text not_null_properties(const Fact& fact) {
    auto properties =
        is_true(fact, "not_null_no_inherit") ? sql::text(" NO INHERIT") : sql::text("");
    if (is_true(fact, "not_null_not_valid")) properties += sql::text(" NOT VALID");
    return properties;
}

} // namespace

using sql::text;

sql::Text identity_of(const Fact& fact) {
    const auto kind = fact.text("identity") == "always" ? text("ALWAYS") : text("BY DEFAULT");
    auto result = text("GENERATED {} AS IDENTITY", kind);
    if (!fact.has("identity_options")) return result;
    std::vector<sql::Text> options;
    for (const auto& option : fact.list("identity_options"))
        options.push_back(text("{}", sql::Fragment(option)));
    return result += text(" ({})", joined(options, " "));
}

sql::Text not_null_clause(const Fact& fact) {
    return text("{}{}", named_not_null(fact), not_null_properties(fact));
}

// From PostgreSQL 18 on the server keeps names of NOT NULL: one that it would not choose by itself,
// or not if another constraint of the schema has it before.
std::string said_not_null(const Fact& fact) {
    return fact.text(fact.has("not_null_name") ? "not_null_name" : "not_null_said");
}

std::string name_of_not_null(const Fact& fact) {
    const auto said = said_not_null(fact);
    return said.empty() ? not_null_of(fact) : said;
}

bool has_own_not_null(const Fact& fact) {
    return is_true(fact, "not_null")
           && (!said_not_null(fact).empty() || is_true(fact, "not_null_not_valid")
               || is_true(fact, "not_null_no_inherit"));
}

// Children that are there have to get it, too: ONLY would be refused.
sql::Text add_not_null(const Fact& fact) {
    return text("ALTER TABLE {} ADD {} {}{}", parent_name(fact), named_not_null(fact),
                own_name(fact), not_null_properties(fact));
}

std::vector<sql::Text> not_null_comment(const Fact& fact) {
    const auto& comment = fact.list("not_null_comment");
    if (comment.empty()) return {};
    return {text("COMMENT ON CONSTRAINT {} ON {} IS {}", sql::Identifier(comment.at(0)),
                 parent_name(fact), sql::Literal(comment.at(1)))};
}

} // namespace pgslate::plan
