#include "report/diagram/draw_references.hpp"

#include "base/format.hpp"
#include "plan/columns_of.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace pgslate::report {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

std::string actions_of(const Fact& key) {
    std::string words;
    for (const auto& [name, said] :
         {std::pair("on_delete", "on delete "), std::pair("on_update", "on update ")})
        if (key.has(name))
            words += format("{}{}{}", words.empty() ? "" : ", ", said, key.text(name));
    return words;
}

// A row refers to nothing as soon as one of the columns is null (manual, "Foreign Keys").
bool may_be_null(const DrawnTable& table, const std::vector<std::string>& columns) {
    return std::ranges::any_of(table.columns, [&](const DrawnColumn& column) {
        return !column.not_null && std::ranges::count(columns, column.name) > 0;
    });
}

bool holds_a_key(const UniqueKeys& keys, const std::vector<std::string>& columns) {
    const std::set<std::string> all(columns.begin(), columns.end());
    return std::ranges::any_of(keys,
                               [&](const auto& key) { return std::ranges::includes(all, key); });
}

// Without columns, a foreign key refers to the primary key.
std::vector<std::string> target_columns(const Fact& key, const DrawnTable& target) {
    if (key.has("to")) return key.list("to");
    std::vector<std::string> columns;
    for (const auto& column : target.columns)
        if (column.primary) columns.push_back(column.name);
    return columns;
}

// What one view has of one table may be many columns.
using Reading = std::tuple<std::size_t, std::size_t>;

std::set<Reading> readings(const Catalog& catalog, const Positions& positions) {
    std::set<Reading> result;
    for (const auto& needed : catalog.dependencies) {
        const bool view =
            needed.from.kind == Kind::view || needed.from.kind == Kind::materialized_view;
        if (!view || needed.strength == catalog::Dependency::Strength::possible) continue;
        const auto from = positions.of(needed.from.names);
        const auto to = positions.of_part(needed.on);
        if (from && to && from != to) result.emplace(*from, *to);
    }
    return result;
}

void draw_inheritance(const Positions& positions, std::vector<DrawnReference>& references) {
    for (std::size_t from = 0; from < positions.tables().size(); ++from) {
        const auto& parents = positions.tables()[from]->list("inherits");
        for (std::size_t i = 0; i + 1 < parents.size(); i += 2)
            if (const auto to = positions.of({parents[i], parents[i + 1]}))
                references.push_back(
                    {.name = "inherits", .kind = "inherits", .from = from, .to = *to});
    }
}

} // namespace

std::vector<DrawnReference> draw_references(const Catalog& catalog, const Positions& positions,
                                            const std::vector<DrawnTable>& tables,
                                            const std::map<Identity, UniqueKeys>& keys) {
    std::vector<DrawnReference> references;
    static const UniqueKeys none;
    for (const auto& [id, fact] : catalog.facts) {
        if (id.kind != Kind::foreign_key || !fact.parent) continue;
        const auto from = positions.of(fact.parent->names);
        const auto to = positions.of(fact.list("references"));
        if (!from || !to) continue;
        const auto& columns = fact.list("columns");
        const auto own = keys.find(*fact.parent);
        references.push_back({.name = id.name(),
                              .kind = "foreign key",
                              .from = *from,
                              .to = *to,
                              .columns = columns,
                              .to_columns = target_columns(fact, tables[*to]),
                              .action = actions_of(fact),
                              .comment = comment_of(catalog, id),
                              .optional = may_be_null(tables[*from], columns),
                              .one = holds_a_key(own == keys.end() ? none : own->second, columns)});
    }
    draw_inheritance(positions, references);
    for (const auto& [from, to] : readings(catalog, positions))
        references.push_back({.name = "reads", .kind = "reads", .from = from, .to = to});
    std::ranges::stable_sort(references, {}, [](const DrawnReference& reference) {
        return std::tuple(reference.from, reference.to, reference.columns);
    });
    return references;
}

} // namespace pgslate::report
