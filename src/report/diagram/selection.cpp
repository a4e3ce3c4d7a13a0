#include "report/diagram/selection.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/suggest.hpp"

#include <algorithm>
#include <set>

namespace pgslate::report {
namespace {

using Chosen = std::set<std::size_t>;

[[noreturn]] void refuse_unknown(std::string_view what, const std::string& name,
                                 const std::vector<std::string>& known) {
    std::vector<std::string> hints;
    if (const auto meant = nearest(name, {known.begin(), known.end()}))
        hints.push_back(format("Did you mean '{}'?", *meant));
    throw Error(ExitStatus::usage, format("there is no {} \"{}\" to draw", what, name), hints);
}

std::string full_name(const DrawnTable& table) {
    return format("{}.{}", table.schema, table.name);
}

// People write a name with its schema or without.
std::vector<std::string> known_names(const Diagram& diagram) {
    std::vector<std::string> names;
    for (const auto& table : diagram.tables) {
        names.push_back(table.name);
        names.push_back(full_name(table));
    }
    return names;
}

Chosen called(const Diagram& diagram, const std::string& name) {
    Chosen found;
    for (std::size_t i = 0; i < diagram.tables.size(); ++i) {
        const auto& table = diagram.tables[i];
        const bool partition = std::ranges::count(table.partitions, name) > 0;
        if (partition || table.name == name || full_name(table) == name) found.insert(i);
    }
    if (found.empty()) refuse_unknown("table", name, known_names(diagram));
    return found;
}

Chosen with_neighbours(const Diagram& diagram, const Chosen& tables) {
    auto result = tables;
    for (const auto& reference : diagram.references) {
        if (tables.contains(reference.from)) result.insert(reference.to);
        if (tables.contains(reference.to)) result.insert(reference.from);
    }
    return result;
}

Chosen around(const Diagram& diagram, const DiagramChoice& choice) {
    Chosen result;
    for (const auto& name : choice.tables) result.merge(called(diagram, name));
    for (std::size_t i = 0; i < choice.around; ++i) {
        auto more = with_neighbours(diagram, result);
        if (more.size() == result.size()) break;
        result = std::move(more);
    }
    return result;
}

void keep_schemas(const Diagram& diagram, const std::vector<std::string>& schemas, Chosen& chosen) {
    std::vector<std::string> known;
    for (const auto& schema : diagram.schemas) known.push_back(schema.name);
    for (const auto& schema : schemas)
        if (std::ranges::count(known, schema) == 0) refuse_unknown("schema", schema, known);
    std::erase_if(chosen, [&](std::size_t i) {
        return std::ranges::count(schemas, diagram.tables[i].schema) == 0;
    });
}

Diagram only(Diagram diagram, const Chosen& chosen) {
    std::vector<DrawnTable> tables;
    std::vector<std::size_t> places(diagram.tables.size());
    std::set<std::string> schemas;
    for (const auto i : chosen) {
        places[i] = tables.size();
        schemas.insert(diagram.tables[i].schema);
        tables.push_back(std::move(diagram.tables[i]));
    }
    diagram.tables = std::move(tables);
    std::erase_if(diagram.schemas, [&](const auto& one) { return !schemas.contains(one.name); });
    std::erase_if(diagram.references, [&](const DrawnReference& reference) {
        return !chosen.contains(reference.from) || !chosen.contains(reference.to);
    });
    for (auto& reference : diagram.references) {
        reference.from = places[reference.from];
        reference.to = places[reference.to];
    }
    return diagram;
}

bool is_key(const DrawnColumn& column) {
    return column.primary || column.refers || column.unique || column.mark != Mark::none;
}

} // namespace

Diagram chosen(Diagram diagram, const DiagramChoice& choice) {
    if (choice.tables.empty() && choice.schemas.empty()) return diagram;
    Chosen tables;
    if (choice.tables.empty())
        for (std::size_t i = 0; i < diagram.tables.size(); ++i) tables.insert(tables.end(), i);
    else
        tables = around(diagram, choice);
    if (!choice.schemas.empty()) keep_schemas(diagram, choice.schemas, tables);
    return only(std::move(diagram), tables);
}

ShownColumns columns_for(std::size_t tables) {
    if (tables <= 40) return ShownColumns::all;
    return tables <= 150 ? ShownColumns::keys : ShownColumns::none;
}

Diagram folded(Diagram diagram, ShownColumns columns) {
    if (columns == ShownColumns::all) return diagram;
    for (auto& table : diagram.tables)
        table.folded = std::erase_if(table.columns, [&](const DrawnColumn& column) {
            return columns == ShownColumns::none || !is_key(column);
        });
    return diagram;
}

} // namespace pgslate::report
