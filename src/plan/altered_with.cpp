#include "plan/altered_with.hpp"

#include "plan/columns_of.hpp"

namespace pgslate::plan {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

AlteredWith::AlteredWith(const ChangeGraph& graph) : graph_(graph) {
    for (const auto& [id, alterations] : graph.changes.altered) note(id);
    for (const auto& id : graph.changes.dropped) note(id);
    for (const auto& id : graph.changes.created) note(id);
}

void AlteredWith::note(const Identity& id) {
    if (id.kind != Kind::column) return;
    const Identity table{Kind::table, {id.names.begin(), id.names.end() - 1}, {}};
    changed_columns_[table].push_back(id);
}

std::vector<Identity> AlteredWith::of(const Identity& id, const Catalog& catalog) const {
    std::vector<Identity> all = {id};
    const bool column = id.kind == Kind::column;
    if (!column && id.kind != Kind::table) return all;
    const auto end = column ? id.names.end() - 1 : id.names.end();
    const auto* table = catalog.find({Kind::table, {id.names.begin(), end}, {}});
    if (table == nullptr) return all;
    if (!column && graph_.changes.moved.contains(id)) add_changed_columns(id, all);
    for (const auto& whole : wholes_of(*table)) {
        if (whole.kind != Kind::table) continue;
        const auto more = of(column ? part_of(whole, Kind::column, id.name()) : whole, catalog);
        all.insert(all.end(), more.begin(), more.end());
        if (!column) add_changed_columns(whole, all);
    }
    return all;
}

void AlteredWith::add_changed_columns(const Identity& table, std::vector<Identity>& all) const {
    const auto columns = changed_columns_.find(table);
    if (columns != changed_columns_.end())
        all.insert(all.end(), columns->second.begin(), columns->second.end());
}

} // namespace pgslate::plan
