#include "plan/stand_in.hpp"

#include "plan/columns_of.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <map>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

using Columns = std::vector<const Fact*>;

// The server names the schema of any other.
bool is_servers_own(const std::string& type) {
    return std::ranges::none_of(sql::tokenize(type).tokens, [&](const sql::Token& token) {
        return sql::is_symbol(token, type, ".");
    });
}

bool can_stand_in(const Fact& fact) {
    return fact.id.kind == Kind::column && fact.parent && is_table(fact.parent->kind)
           && fact.has("type") && is_servers_own(fact.text("type"));
}

std::map<Identity, Columns> columns_by_table(const Catalog& catalog) {
    std::map<Identity, Columns> result;
    for (const auto& [id, fact] : catalog.facts)
        if (can_stand_in(fact)) result[*fact.parent].push_back(&fact);
    for (auto& [table, columns] : result) std::ranges::sort(columns, {}, &Fact::order);
    return result;
}

StandIn stand_in(const Identity& table, const Columns& columns) {
    std::vector<sql::Text> values;
    for (const auto* column : columns)
        values.push_back(
            text("CAST(NULL AS {}) AS {}", fragment(*column, "type"), own_name(*column)));
    return {.id = table,
            .statements = {
                text("CREATE SCHEMA IF NOT EXISTS {}", sql::Identifier(table.names.front())),
                text("CREATE VIEW {} AS SELECT {}", qualified(table), joined(values, ", "))}};
}

} // namespace

std::vector<StandIn> stand_ins(const Catalog& catalog) {
    std::vector<StandIn> result;
    for (const auto& [table, columns] : columns_by_table(catalog))
        result.push_back(stand_in(table, columns));
    return result;
}

} // namespace pgslate::plan
