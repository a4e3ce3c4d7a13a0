#include "plan/inherited_column.hpp"

#include "plan/column.hpp"
#include "plan/column_alterations.hpp"
#include "plan/writing.hpp"

namespace pgslate::plan {
namespace {

using catalog::Fact;
using sql::text;

// CREATE TABLE can say more of a column that it takes from a type or from the whole that it is a
// partition of; not of one from a parent, and views have no such words.
bool takes_options(const Fact& column) {
    const auto& from = column.text("inherited");
    return from == "of type" || from == "partition";
}

std::vector<sql::Text> said_early(const Fact& column) {
    std::vector<sql::Text> changes;
    if (!takes_options(column)) return changes;
    if (column.has("default"))
        changes.push_back(text("SET DEFAULT {}", fragment(column, "default")));
    if (is_valid_not_null(column)) changes.push_back(text("SET NOT NULL"));
    return changes;
}

std::vector<sql::Text> said_late(const Fact& column) {
    std::vector<sql::Text> changes;
    const bool late = !takes_options(column);
    const bool named = has_own_not_null(column);
    if (column.has("identity")) changes.push_back(text("ADD {}", identity_of(column)));
    if (late && column.has("default"))
        changes.push_back(text("SET DEFAULT {}", fragment(column, "default")));
    if (is_true(column, "no_default")) changes.push_back(text("DROP DEFAULT"));
    if (column.has("generated"))
        changes.push_back(text("SET EXPRESSION AS ({})", fragment(column, "generated")));
    if (late && !named && is_true(column, "not_null")) changes.push_back(text("SET NOT NULL"));
    if (column.has("foreign_options")) changes.push_back(foreign_options(column));
    if (column.has("compression"))
        changes.push_back(text("SET COMPRESSION {}", fragment(column, "compression")));
    for (auto& change : column_settings(column)) changes.push_back(std::move(change));
    return changes;
}

} // namespace

bool is_from_elsewhere(const Fact& column) {
    return !column.has("type");
}

sql::Text clause_with_options(const Fact& column) {
    if (said_early(column).empty()) return {};
    Writer writer(text("{} WITH OPTIONS", own_name(column)));
    writer.add_attribute("DEFAULT {}", column, "default");
    if (is_valid_not_null(column)) writer.add(not_null_clause(column));
    return writer.done();
}

std::vector<sql::Text> said_besides(const Fact& column) {
    std::vector<sql::Text> statements;
    if (const auto early = said_early(column); !early.empty())
        statements.push_back(column_only(column, early));
    if (const auto late = said_late(column); !late.empty())
        statements.push_back(column_only(column, late));
    if (takes_options(column) ? is_true(column, "not_null_not_valid") : has_own_not_null(column))
        statements.push_back(add_not_null(column));
    for (auto& statement : beyond_column_settings(column))
        statements.push_back(std::move(statement));
    return statements;
}

std::vector<sql::Text> forget_besides(const Fact& column) {
    std::vector<sql::Text> changes;
    if (column.has("default")) changes.push_back(text("DROP DEFAULT"));
    if (column.has("identity")) changes.push_back(text("DROP IDENTITY"));
    if (is_true(column, "not_null")) changes.push_back(text("DROP NOT NULL"));
    if (column.has("statistics")) changes.push_back(text("SET STATISTICS -1"));
    if (column.has("compression")) changes.push_back(text("SET COMPRESSION default"));
    if (column.has("storage")) changes.push_back(text("SET STORAGE extended"));
    if (changes.empty()) return {};
    return {column_only(column, changes)};
}

} // namespace pgslate::plan
