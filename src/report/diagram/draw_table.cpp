#include "report/diagram/draw_table.hpp"

#include "base/format.hpp"
#include "plan/columns_of.hpp"
#include "sql/name_parts.hpp"
#include "sql/secrets.hpp"
#include "sql/short_type.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// An element of an index that is a column, and nothing about how it is sorted.
std::optional<std::string> plain_column(const std::string& element) {
    const auto tokens = sql::tokenize(element).tokens;
    if (tokens.empty() || is_symbol(tokens.front(), element, "(")) return std::nullopt;
    if (tokens.size() > 1 && is_symbol(tokens[1], element, "(")) return std::nullopt;
    return name_of(tokens.front(), element);
}

std::set<std::string> columns_of_index(const Fact& index) {
    std::set<std::string> columns;
    for (const auto& element : index.list("elements")) {
        const auto column = plain_column(element);
        if (!column) return {};
        columns.insert(*column);
    }
    return columns;
}

std::set<std::string> key_of(const Fact& fact) {
    if (fact.id.kind == Kind::primary_key || fact.id.kind == Kind::unique)
        return {fact.list("columns").begin(), fact.list("columns").end()};
    const bool counts = fact.id.kind == Kind::index && fact.has("unique") && !fact.has("where");
    return counts ? columns_of_index(fact) : std::set<std::string>();
}

std::string type_of(const Fact& column) {
    auto type = sql::short_type(column.text("type"));
    constexpr std::string_view usual = "public.";
    return type.starts_with(usual) ? type.substr(usual.size()) : type;
}

std::string default_of(const Fact& column) {
    if (column.has("identity")) return format("generated {} as identity", column.text("identity"));
    if (column.has("generated"))
        return format("generated always as ({})", sql::without_secrets(column.text("generated")));
    return sql::without_secrets(column.text("default"));
}

// A type's name without its schema is looked for where the table is, and in public.
const Fact* find_enum(const Catalog& catalog, std::string type, const std::string& home) {
    while (type.ends_with("[]")) type.resize(type.size() - 2);
    const auto parts = sql::split_name(type);
    if (!parts || parts->empty() || parts->size() > 2) return nullptr;
    if (parts->size() == 2) return catalog.find({Kind::enum_type, *parts, {}});
    const auto* near = catalog.find({Kind::enum_type, {home, parts->front()}, {}});
    return near != nullptr ? near : catalog.find({Kind::enum_type, {"public", parts->front()}, {}});
}

DrawnColumn draw_column(const Catalog& catalog, const Fact& column) {
    DrawnColumn drawn{.name = column.id.name(),
                      .type = type_of(column),
                      .default_value = default_of(column),
                      .comment = comment_of(catalog, column.id),
                      .not_null = column.has("not_null") || column.has("identity")};
    if (const auto* labels = find_enum(catalog, column.text("type"), column.id.names.front()))
        drawn.values = labels->list("labels");
    return drawn;
}

// `NULL::numeric(10,2) AS price`, as a stub has it.
DrawnColumn draw_view_column(const std::string& stub) {
    const auto tokens = sql::tokenize(stub).tokens;
    DrawnColumn drawn;
    if (tokens.size() < 4) return drawn;
    drawn.name = name_of(tokens.back(), stub);
    const auto begin = tokens[1].end;
    Fact type;
    type.attributes["type"] = stub.substr(begin, tokens[tokens.size() - 2].begin - 1 - begin);
    drawn.type = type_of(type);
    return drawn;
}

std::vector<DrawnColumn> draw_columns(const Catalog& catalog, const Fact& table) {
    std::vector<DrawnColumn> drawn;
    if (!plan::is_table(table.id.kind)) {
        const auto stub = catalog.stubs.find(table.id);
        if (stub == catalog.stubs.end()) return drawn;
        for (const auto& text : stub->second) drawn.push_back(draw_view_column(text));
        for (auto& column : drawn)
            column.comment = comment_of(catalog, part_of(table.id, Kind::column, column.name));
        return drawn;
    }
    const auto by_name = plan::columns_of(catalog, table.id);
    std::vector<const Fact*> columns;
    for (const auto& [name, fact] : by_name) columns.push_back(&fact);
    std::ranges::stable_sort(columns, {}, &Fact::order);
    for (const auto* column : columns) drawn.push_back(draw_column(catalog, *column));
    return drawn;
}

void mark_keys(const Catalog& catalog, const UniqueKeys& keys, const Fact& table,
               std::vector<DrawnColumn>& columns) {
    const auto named = [&](Kind kind) {
        std::set<std::string> names;
        plan::for_each_part(catalog, table.id, kind, [&](const Fact& key) {
            names.insert(key.list("columns").begin(), key.list("columns").end());
        });
        return names;
    };
    const auto primary = named(Kind::primary_key);
    const auto foreign = named(Kind::foreign_key);
    for (auto& column : columns) {
        column.primary = primary.contains(column.name);
        column.not_null = column.not_null || column.primary;
        column.refers = foreign.contains(column.name);
        column.unique = !(column.primary && primary.size() == 1) && keys.contains({column.name});
    }
}

} // namespace

std::map<Identity, UniqueKeys> unique_keys_of(const Catalog& catalog) {
    std::map<Identity, UniqueKeys> keys;
    for (const auto& [id, fact] : catalog.facts)
        if (auto key = key_of(fact); !key.empty() && fact.parent)
            keys[*fact.parent].insert(std::move(key));
    return keys;
}

DrawnTable draw_table(const Catalog& catalog, const Fact& table, const UniqueKeys& keys) {
    DrawnTable drawn{.schema = table.id.names.front(),
                     .name = table.id.name(),
                     .kind = std::string(to_string(table.id.kind)),
                     .comment = comment_of(catalog, table.id),
                     .partition_by = table.text("partition_by"),
                     .columns = draw_columns(catalog, table),
                     .known = !table.made_by};
    mark_keys(catalog, keys, table, drawn.columns);
    return drawn;
}

std::string comment_of(const Catalog& catalog, const Identity& id) {
    const auto* fact = catalog.find(comment_on(id));
    return fact == nullptr ? std::string() : fact->text("text");
}

} // namespace pgslate::report
