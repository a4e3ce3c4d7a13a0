#include "plan/standing_rows.hpp"

#include "plan/columns_of.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Index;
using catalog::Kind;

// The attributes that decide what a column holds, or which of its values are the same.
bool decides_values(const AttributeDifference& attribute) {
    constexpr std::array names = {"type", "collation", "generated", "virtual"};
    return std::ranges::count(names, attribute.name) > 0;
}

} // namespace

StandingRows::StandingRows(const Catalog& declared, const Renamed& live, const Changes& changes,
                           const std::vector<Difference>& differences,
                           const std::vector<Conversion>& conversions)
    : live_(live), changes_(changes), live_index_(live.catalog), target_index_(changes.target) {
    for (const auto& conversion : conversions) changed_.insert(conversion.column);
    for (const auto& difference : differences)
        if (std::ranges::any_of(difference.attributes, decides_values))
            changed_.insert(difference.id);
    for (const auto& [id, fact] : declared.facts)
        if (id.kind == Kind::column && fact.has("fill")) changed_.insert(id);
}

bool StandingRows::stays(const Fact& table) const {
    const auto& id = table.id;
    return id.kind == Kind::table && !changes_.created.contains(id)
           && !changes_.dropped.contains(id) && !changes_.moved.contains(id)
           && !changes_.copied.contains(id);
}

// What is new has no rows; what was there and comes, or goes, brings or takes some.
bool StandingRows::has_moving_part(const Index& index, const Identity& table) const {
    return std::ranges::any_of(index.hanging_on(table.names), [&](const Fact* part) {
        const bool is_new = part->id.kind == Kind::table && !live_.catalog.contains(part->id);
        return (!is_new && !stays(*part)) || has_moving_part(index, part->id);
    });
}

bool StandingRows::keeps_rows(const Identity& table) const {
    const auto* live = live_.catalog.find(table);
    const auto* target = changes_.target.find(table);
    return live != nullptr && target != nullptr && stays(*live)
           && !has_moving_part(live_index_, table) && !has_moving_part(target_index_, table);
}

bool StandingRows::begins_empty(const Identity& table) const {
    return changes_.target.contains(table) && !live_.catalog.contains(table)
           && !has_moving_part(target_index_, table);
}

void StandingRows::add_columns(const Fact& table, Columns& columns) const {
    for (const auto* part : live_index_.parts_of(table.id)) {
        const auto& id = part->id;
        if (id.kind != Kind::column || !part->has("type") || changed_.contains(id)
            || changes_.dropped.contains(id) || changes_.created.contains(id))
            continue;
        columns.try_emplace(id.name(), Column{live_.before(id).name(), part->text("type")});
    }
    for (const auto& whole : wholes_of(table))
        if (const auto* fact = live_.catalog.find(whole);
            fact != nullptr && whole.kind == Kind::table)
            add_columns(*fact, columns);
}

StandingRows::Columns StandingRows::columns_of(const Identity& table) const {
    Columns columns;
    if (const auto* fact = live_.catalog.find(table)) add_columns(*fact, columns);
    return columns;
}

} // namespace pgslate::plan
