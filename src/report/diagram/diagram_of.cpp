#include "report/diagram/diagram_of.hpp"

#include "base/format.hpp"
#include "report/diagram/draw_references.hpp"
#include "report/diagram/draw_table.hpp"
#include "report/diagram/marks.hpp"
#include "report/diagram/positions.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

using catalog::Catalog;
using catalog::Kind;

std::vector<std::string> names_of(const std::vector<const catalog::Fact*>& partitions) {
    std::vector<std::string> names;
    names.reserve(partitions.size());
    for (const auto* fact : partitions)
        names.push_back(format("{}.{}", fact->id.names.front(), fact->id.name()));
    return names;
}

std::vector<DrawnSchema> schemas_of(const Catalog& catalog, const std::vector<DrawnTable>& tables) {
    std::vector<DrawnSchema> schemas;
    for (const auto& table : tables)
        if (schemas.empty() || schemas.back().name != table.schema)
            schemas.push_back(
                {table.schema, comment_of(catalog, {Kind::schema, {table.schema}, {}})});
    return schemas;
}

Diagram drawn(const Catalog& catalog, const Positions& positions, std::string title) {
    Diagram diagram{.title = std::move(title)};
    const auto keys = unique_keys_of(catalog);
    static const UniqueKeys none;
    for (std::size_t i = 0; i < positions.tables().size(); ++i) {
        const auto& table = *positions.tables()[i];
        const auto own = keys.find(table.id);
        diagram.tables.push_back(
            draw_table(catalog, table, own == keys.end() ? none : own->second));
        diagram.tables.back().partitions = names_of(positions.partitions_of(i));
    }
    diagram.schemas = schemas_of(catalog, diagram.tables);
    diagram.references = draw_references(catalog, positions, diagram.tables, keys);
    return diagram;
}

} // namespace

Diagram diagram_of(const Catalog& catalog, std::string title) {
    return drawn(catalog, Positions(catalog), std::move(title));
}

Diagram comparison_of(const Catalog& catalog, std::string title,
                      const std::vector<plan::Difference>& differences) {
    const Positions positions(catalog);
    auto diagram = drawn(catalog, positions, std::move(title));
    mark(diagram, positions, differences);
    return diagram;
}

} // namespace pgslate::report
