#include "plan/columns_of.hpp"

#include "plan/writing.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Those that it has from its wholes, completed by what is its own about them.
ColumnsByName inherited_columns(const Catalog& catalog, const Fact& table) {
    ColumnsByName columns;
    for (const auto& whole : wholes_of(table))
        for (const auto& [name, column] : columns_of(catalog, whole)) {
            const auto* own = catalog.find(part_of(table.id, Kind::column, name));
            if (own != nullptr && own->has("type")) continue;
            auto fact = handed_down(column);
            fact.id = part_of(table.id, Kind::column, name);
            fact.parent = table.id;
            columns.try_emplace(name, completed(std::move(fact), own));
        }
    return columns;
}

} // namespace

bool is_relation(Kind kind) {
    switch (kind) {
    case Kind::table:
    case Kind::foreign_table:
    case Kind::view:
    case Kind::materialized_view:
    case Kind::sequence: return true;
    default: return false;
    }
}

bool is_table(Kind kind) {
    return kind == Kind::table || kind == Kind::foreign_table;
}

Identity whole_of_partition(const Fact& partition) {
    return {Kind::table, partition.list("partition_of"), {}};
}

std::vector<Identity> wholes_of(const Fact& table) {
    std::vector<Identity> wholes;
    const auto add = [&](Kind kind, const std::vector<std::string>& names) {
        for (std::size_t i = 0; i + 1 < names.size(); i += 2)
            wholes.push_back({kind, {names[i], names[i + 1]}, {}});
    };
    add(Kind::table, table.list("partition_of"));
    add(Kind::table, table.list("inherits"));
    add(Kind::composite_type, table.list("of_type"));
    return wholes;
}

std::vector<Identity> wholes_above(const Catalog& catalog, const Fact& table) {
    auto wholes = wholes_of(table);
    for (std::size_t i = 0; i < wholes.size(); ++i) {
        const auto* fact = find_whole(catalog, wholes[i]);
        if (fact == nullptr) continue;
        for (auto& above : wholes_of(*fact))
            if (std::ranges::count(wholes, above) == 0) wholes.push_back(std::move(above));
    }
    return wholes;
}

const Fact* find_whole(const Catalog& catalog, const Identity& whole) {
    if (const auto* fact = catalog.find(whole)) return fact;
    return catalog.find({Kind::foreign_table, whole.names, {}});
}

Fact handed_down(const Fact& column) {
    constexpr std::array handed = {"type",    "collation", "default", "generated",
                                   "virtual", "not_null",  "storage", "compression"};
    Fact result{.id = column.id, .order = column.order};
    for (const auto* name : handed)
        if (const auto found = column.attributes.find(name); found != column.attributes.end())
            result.attributes.emplace(name, found->second);
    return result;
}

Fact completed(Fact from_whole, const Fact* own) {
    if (own == nullptr) return from_whole;
    for (const auto& [name, value] : own->attributes) from_whole.attributes[name] = value;
    from_whole.attributes.erase("inherited");
    if (from_whole.attributes.erase("no_default") > 0) from_whole.attributes.erase("default");
    return from_whole;
}

ColumnsByName columns_of(const Catalog& catalog, const Identity& whole) {
    const auto* fact = find_whole(catalog, whole);
    if (fact == nullptr) return {};
    const bool table = is_table(fact->id.kind);
    auto columns = table ? inherited_columns(catalog, *fact) : ColumnsByName();
    for_each_part(catalog, whole, table ? Kind::column : Kind::attribute, [&](const Fact& column) {
        if (column.has("type")) columns.try_emplace(column.id.name(), column);
    });
    return columns;
}

bool has_from_whole(const Catalog& catalog, const Fact& table, const std::string& column) {
    const auto wholes = wholes_of(table);
    return std::ranges::any_of(
        wholes, [&](const Identity& whole) { return columns_of(catalog, whole).contains(column); });
}

} // namespace pgslate::plan
