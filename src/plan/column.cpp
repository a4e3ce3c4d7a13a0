#include "plan/column.hpp"

#include "plan/made_names.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {
namespace {

using catalog::Fact;

sql::Text named_not_null(const Fact& column) {
    const auto name = said_not_null(column);
    if (name.empty()) return sql::text("NOT NULL");
    return sql::text("CONSTRAINT {} NOT NULL", sql::Identifier(name));
}

sql::Text not_null_properties(const Fact& column) {
    auto properties =
        is_true(column, "not_null_no_inherit") ? sql::text(" NO INHERIT") : sql::text("");
    if (is_true(column, "not_null_not_valid")) properties += sql::text(" NOT VALID");
    return properties;
}

} // namespace

using sql::text;

sql::Text identity_of(const Fact& column) {
    const auto kind = column.text("identity") == "always" ? text("ALWAYS") : text("BY DEFAULT");
    auto result = text("GENERATED {} AS IDENTITY", kind);
    if (!column.has("identity_options")) return result;
    std::vector<sql::Text> options;
    for (const auto& option : column.list("identity_options"))
        options.push_back(text("{}", sql::Fragment(option)));
    return result += text(" ({})", joined(options, " "));
}

sql::Text not_null_clause(const Fact& column) {
    return text("{}{}", named_not_null(column), not_null_properties(column));
}

// From PostgreSQL 18 on the server keeps names of NOT NULL: one that it would not choose by itself,
// or not if another constraint of the schema has it before.
std::string said_not_null(const Fact& column) {
    return column.text(column.has("not_null_name") ? "not_null_name" : "not_null_said");
}

std::string name_of_not_null(const Fact& column) {
    const auto said = said_not_null(column);
    return said.empty() ? not_null_of(column) : said;
}

bool has_own_not_null(const Fact& column) {
    return is_true(column, "not_null")
           && (!said_not_null(column).empty() || is_true(column, "not_null_not_valid")
               || is_true(column, "not_null_no_inherit"));
}

bool is_valid_not_null(const Fact& column) {
    return is_true(column, "not_null") && !is_true(column, "not_null_not_valid");
}

// Children that are there have to get it, too: ONLY would be refused.
sql::Text add_not_null(const Fact& column) {
    return text("ALTER TABLE {} ADD {} {}{}", parent_name(column), named_not_null(column),
                own_name(column), not_null_properties(column));
}

std::vector<sql::Text> not_null_comment(const Fact& column) {
    const auto& comment = column.list("not_null_comment");
    if (comment.empty()) return {};
    return {text("COMMENT ON CONSTRAINT {} ON {} IS {}", sql::Identifier(comment.at(0)),
                 parent_name(column), sql::Literal(comment.at(1)))};
}

// CREATE TABLE knows STORAGE only from PostgreSQL 16 on, and the others never.
std::vector<sql::Text> column_settings(const Fact& column) {
    std::vector<sql::Text> changes;
    if (column.has("storage"))
        changes.push_back(text("SET STORAGE {}", fragment(column, "storage")));
    if (column.has("statistics"))
        changes.push_back(text("SET STATISTICS {}", fragment(column, "statistics")));
    if (column.has("options"))
        changes.push_back(text("SET ({})", fragment_list(column.list("options"))));
    return changes;
}

std::vector<sql::Text> beyond_column_settings(const Fact& column) {
    auto statements = not_null_comment(column);
    if (column.has("identity_sequence"))
        statements.push_back(text("ALTER SEQUENCE {}", fragment(column, "identity_sequence")));
    return statements;
}

} // namespace pgslate::plan
