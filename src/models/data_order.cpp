#include "models/data_order.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace pgslate::models {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

using Table = std::vector<std::string>; // schema and name

// The first and the last statement of one file that add rows to a table. As a file keeps its order,
// no others need to be looked at.
struct Stretch {
    const Identity* first;
    const Identity* last;
};
using Stretches = std::map<std::string_view, Stretch>; // by file

// A name without a schema may mean what is in `public`.
Table meant(const Catalog& catalog, const Table& name) {
    const Identity usual{Kind::table, {"public", name.back()}, {}};
    const bool elsewhere = !catalog.contains({Kind::table, name, {}}) && catalog.contains(usual);
    return elsewhere ? usual.names.list() : name;
}

std::map<Table, Stretches> filled_tables(const Collection& collection) {
    std::map<Table, Stretches> tables;
    for (const auto& [table, first, last] : collection.fillings) {
        auto& stretches = tables[meant(collection.catalog, table)];
        const Stretch these{&first, &last};
        stretches.try_emplace(first.names.front(), these).first->second.last = &last;
    }
    return tables;
}

std::set<std::pair<Table, Table>> references(const Collection& collection) {
    const auto& catalog = collection.catalog;
    std::set<std::pair<Table, Table>> result;
    for (const auto& [id, fact] : catalog.of_kind(Kind::foreign_key))
        if (fact.parent && !fact.made_by)
            result.emplace(fact.parent->names, fact.list("references"));
    for (const auto& [table, on] : collection.references)
        result.emplace(meant(catalog, table), meant(catalog, on));
    return result;
}

} // namespace

void order_data(Collection& collection) {
    const auto tables = filled_tables(collection);
    if (tables.size() < 2) return;
    for (const auto& [table, on] : references(collection)) {
        const auto from = tables.find(table);
        const auto to = tables.find(on);
        if (table == on || from == tables.end() || to == tables.end()) continue;
        for (const auto& [file, referring] : from->second)
            for (const auto& [other, referred] : to->second)
                if (file != other)
                    collection.catalog.dependencies.push_back(
                        {.from = *referring.first,
                         .on = *referred.last,
                         .strength = catalog::Dependency::Strength::possible});
    }
}

} // namespace pgslate::models
