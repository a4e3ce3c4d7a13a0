#include "plan/wishes.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;

// Those that have to go for each other to come; empty if they end somewhere.
std::vector<WantedName> circle_of(const WantedName& first, const std::vector<WantedName>& names) {
    std::vector<WantedName> circle = {first};
    while (circle.size() <= names.size()) {
        const auto next = std::ranges::find(names, circle.back().to, &WantedName::from);
        if (next == names.end()) return {};
        if (next->from == first.from) return circle;
        circle.push_back(*next);
    }
    return {};
}

// By the columns: the sequences that belong to them, and that the other side has not.
std::map<std::vector<std::string>, std::vector<Identity>>
sequences_without(const Catalog& other, const Catalog& catalog) {
    std::map<std::vector<std::string>, std::vector<Identity>> result;
    for (const auto& [id, fact] : catalog.facts)
        if (const Identity sequence{Kind::sequence, id.names, {}};
            id.kind == Kind::sequence_owner && !other.contains(sequence))
            result[fact.list("column")].push_back(sequence);
    return result;
}

} // namespace

Level level_of(const Identity& id) {
    if (id.kind == Kind::role) return Level::roles;
    if (id.kind == Kind::schema) return Level::schemas;
    if (id.kind == Kind::index) return Level::parts; // it is where its table is
    return id.names.size() > 2 && own_name_of(id.kind, id.names.size()) == 2 ? Level::parts
                                                                             : Level::objects;
}

std::vector<WantedName> Wishes::granted(Level level) {
    const auto wishes = all(level);
    std::set<Identity> leaving;
    for (const auto& wish : wishes)
        for (const auto& from : wish.from) leaving.insert(from);
    std::vector<WantedName> names;
    for (const auto& wish : wishes) {
        const auto from =
            std::ranges::find_if(wish.from, [this](const Identity& id) { return is_there(id); });
        const bool taken = is_there(wish.to) && !leaving.contains(wish.to);
        if (from != wish.from.end() && !taken && *from != wish.to)
            names.push_back({*from, wish.to, wish.place, wish.told});
        else
            note_unused(wish.to, wish.place, from == wish.from.end() ? wish.from.front() : *from);
    }
    drop_unfounded(names);
    drop_done_exchanges(names);
    return names;
}

std::vector<Wish> Wishes::all(Level level) const {
    std::vector<Wish> wishes;
    for (const auto& [id, hint] : hints_)
        if (!hint.was.empty() && level_of(id) == level && can_be_renamed(id.kind))
            wishes.push_back({old_identities(id, hint.was), id, hint.place});
    for (const auto& told : told_)
        if (!told.value && level_of(told.from) == level) wishes.push_back(wish_of(told));
    return wishes;
}

// Where a schema is renamed as well, what is said of it may be said with either name.
std::vector<Identity> Wishes::old_identities(const Identity& id,
                                             const catalog::OldNames& was) const {
    std::vector<Identity> result;
    for (const auto& names : was) {
        auto old = with_name(id, names.back());
        result.push_back(old);
        if (names.size() < 2) continue;
        old.names = old.names.with(0, names.front());
        result.back() = old;
        old.names = old.names.with(0, live_.now({Kind::schema, {names.front()}, {}}).name());
        if (old != result.back()) result.push_back(old);
    }
    return result;
}

Wish Wishes::wish_of(const Told& told) const {
    const auto& from = live_.now(told.from);
    auto to = with_name(from, told.to.back());
    for (std::size_t i = 0; i + 1 < told.to.size(); ++i) to.names = to.names.with(i, told.to[i]);
    return {{from}, to, {}, true};
}

// What was to leave a name may not be able to: then the name is taken.
void Wishes::drop_unfounded(std::vector<WantedName>& names) {
    for (bool more = true; more;) {
        const auto blocked = std::ranges::find_if(names, [&](const WantedName& name) {
            return is_there(name.to)
                   && std::ranges::find(names, name.to, &WantedName::from) == names.end();
        });
        more = blocked != names.end();
        if (!more) return;
        note_unused(blocked->to, blocked->place, blocked->from);
        names.erase(blocked);
    }
}

// All names of an exchange are there before and after it: it is done where each thing is what is
// declared.
void Wishes::drop_done_exchanges(std::vector<WantedName>& names) {
    std::vector<WantedName> rest;
    for (const auto& name : names) {
        const auto circle = circle_of(name, names);
        if (circle.empty() || !std::ranges::all_of(circle, [&](const WantedName& one) {
                return !one.told && is_as_declared(one.to);
            }))
            rest.push_back(name);
        else
            note_unused(name.to, name.place, name.from);
    }
    names = std::move(rest);
}

bool Wishes::is_as_declared(const Identity& id) const {
    const auto differs = [&](const auto& entry) {
        const auto& [part, fact] = entry;
        if (part != id && fact.parent != id) return false;
        if (part != id && part.kind != Kind::column && part.kind != Kind::attribute) return false;
        const auto* live = live_.catalog.find(part);
        return live == nullptr || live->attributes != fact.attributes;
    };
    return std::ranges::none_of(declared_.facts, differs);
}

void Wishes::note_unused(const Identity& wanted, const Place& place, const Identity& old) {
    using enum Unused::Why;
    const auto why = !is_there(wanted) ? nothing : is_there(old) ? both : done;
    unused_.push_back({wanted, to_string(old), why, place});
}

std::vector<WantedName> Wishes::sequences() const {
    const auto new_ones = sequences_without(live_.catalog, declared_);
    const auto old_ones = sequences_without(declared_, live_.catalog);
    std::vector<WantedName> names;
    for (const auto& [column, ids] : new_ones)
        if (const auto old = old_ones.find(column);
            old != old_ones.end() && ids.size() == 1 && old->second.size() == 1)
            names.push_back({old->second.front(), ids.front(), {}});
    return names;
}

} // namespace pgslate::plan
