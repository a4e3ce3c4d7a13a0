#include "plan/rename_order.hpp"

#include "base/format.hpp"
#include "plan/renamed_facts.hpp"
#include "plan/taken_names.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

bool has_rows_or_query(Kind kind) {
    return kind == Kind::table || kind == Kind::foreign_table || kind == Kind::view
           || kind == Kind::materialized_view;
}

bool has_schema_of_its_own(const Identity& id) {
    return lives_in_schema(id.kind) && level_of(id) == Level::objects;
}

bool share_a_name(const Identity& one, const Identity& other) {
    if (one.names.back() != other.names.back()) return false;
    const auto names = names_taken_by(one);
    const auto others = names_taken_by(other);
    return std::ranges::find_first_of(names, others) != names.end();
}

} // namespace

void RenameOrder::rename_all(std::vector<WantedName> names) {
    while (!names.empty()) {
        const auto free = std::ranges::find_if(names, [&](const WantedName& name) {
            return !in_the_way(name.from, name.to, names, true);
        });
        if (free == names.end()) { // they go round in a circle
            const auto& first = names.front();
            const auto third = with_name(first.from, spare_name());
            add({.from = first.from, .to = third, .place = first.place}, names);
            continue;
        }
        const auto name = *free;
        names.erase(free);
        while (const auto other = in_the_way(name.from, name.to, names, false))
            step_aside(*other, names);
        go(name, names);
    }
}

// What has a name that the thing is to have, and is to leave it or not.
std::optional<Identity> RenameOrder::in_the_way(const Identity& from, const Identity& to,
                                                const std::vector<WantedName>& names,
                                                bool leaving) const {
    for (const auto& [id, fact] : live_.catalog.facts) {
        if (id == from || is_annotation(id.kind) || !share_a_name(id, to)) continue;
        const bool leaves = std::ranges::find(names, id, &WantedName::from) != names.end();
        if (leaves == leaving) return id;
    }
    return std::nullopt;
}

std::string RenameOrder::spare_name() {
    return format("pgslate_aside_{}", ++spare_);
}

void RenameOrder::step_aside(const Identity& id, std::vector<WantedName>& rest) {
    add({.from = id, .to = with_name(id, spare_name()), .is_aside = true}, rest);
}

// Into another schema and under another name takes two statements.
void RenameOrder::go(const WantedName& name, std::vector<WantedName>& rest) {
    const auto& [from, to, place, told] = name;
    if (!has_schema_of_its_own(from) || from.names.front() == to.names.front())
        return add({.from = from, .to = to, .place = place}, rest);
    need_schema(to.names.front());
    auto between = to;
    between.names = between.names.with(0, from.names.front());
    if (between != from) {
        if (in_the_way(from, between, {}, false)) between = with_name(between, spare_name());
        add({.from = from, .to = between, .place = place}, rest);
    }
    auto there = between;
    there.names = there.names.with(0, to.names.front());
    add({.from = between, .to = there, .place = place}, rest);
    if (there != to) add({.from = there, .to = to, .place = place}, rest);
}

void RenameOrder::need_schema(const std::string& name) {
    const Identity schema{Kind::schema, {name}, {}};
    const auto* declared = declared_.find(schema);
    if (live_.catalog.contains(schema) || declared == nullptr) return;
    schemas_.push_back(schema);
    live_.catalog.facts.emplace(schema, *declared);
}

std::optional<Identity> RenameOrder::relation_of(const Identity& id) const {
    for (const auto* fact = live_.catalog.find(id); fact != nullptr;
         fact = fact->parent ? live_.catalog.find(*fact->parent) : nullptr)
        if (has_rows_or_query(fact->id.kind)) return live_.before(fact->id);
    return std::nullopt;
}

// What else is to be renamed may be called otherwise by it: a function by the types it takes.
void RenameOrder::add(Rename rename, std::vector<WantedName>& rest) {
    rename.locked = relation_of(rename.from);
    const RenamedFacts facts(live_.catalog, rename, major_);
    for (auto& name : rest) {
        const auto schema = name.to.names.front();
        const auto own = name.to.names.at(own_name_of(name.to.kind, name.to.names.size()));
        name.from = facts.identity(name.from);
        name.to = with_name(name.from, own);
        if (has_schema_of_its_own(name.to)) name.to.names = name.to.names.with(0, schema);
    }
    live_.apply(rename, major_);
    renames_.push_back(std::move(rename));
}

void RenameOrder::rename(Rename rename) {
    std::vector<WantedName> none;
    add(std::move(rename), none);
}

} // namespace pgslate::plan
