#include "models/name_index.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// Can other SQL mention it by a name of its own? Columns and constraints come with their table.
bool has_own_name(const Fact& fact) {
    const auto kind = fact.id.kind;
    if (kind == Kind::statement || kind == Kind::comment || kind == Kind::sequence_owner)
        return false;
    if (kind == Kind::role) return false; // where one is named, nothing else can be
    return !fact.parent || kind == Kind::index;
}

bool has_sequence_of_its_own(const Fact& column) {
    constexpr std::array<std::string_view, 6> serials = {"serial",  "bigserial", "smallserial",
                                                         "serial4", "serial8",   "serial2"};
    return column.has("identity") || std::ranges::count(serials, column.text("type")) > 0;
}

// What other SQL may call a fact: the server makes a sequence for a serial column, called after it.
std::vector<std::string> names_of(const Fact& fact) {
    const auto& names = fact.id.names;
    if (has_own_name(fact)) return {names[names.size() > 1 ? 1 : 0]};
    if (fact.id.kind != Kind::column || !has_sequence_of_its_own(fact)) return {};
    return {format("{}_{}_seq", names[1], names[2])};
}

bool is_visible(const std::string& schema, const std::string& home) {
    return home.empty() || schema == home || schema == "public";
}

template <typename Map>
const NameIndex::Facts& found_in(const Map& map, const Identity& id) {
    static const NameIndex::Facts none;
    const auto found = map.find(&id);
    return found == map.end() ? none : found->second;
}

} // namespace

NameIndex::NameIndex(const Collection& collection) : catalog_(collection.catalog) {
    for (const auto& [id, fact] : catalog_.facts) {
        for (const auto& name : names_of(fact)) by_name_[name].push_back(&fact);
        if (fact.parent) children_[&*fact.parent].push_back(&fact);
        if (fact.made_by) made_[&*fact.made_by].push_back(&fact);
    }
    for (const auto& made : collection.nameless) nameless_[made.name.back()].push_back(&made);
}

NameIndex::Facts NameIndex::named(const std::string& name, const std::string& home) const {
    Facts found;
    const auto all = by_name_.find(name);
    if (all == by_name_.end()) return found;
    std::ranges::copy_if(all->second, std::back_inserter(found), [&](const Fact* fact) {
        const auto& names = fact->id.names;
        return names.size() == 1 || is_visible(names[0], home);
    });
    return found;
}

NameIndex::Facts NameIndex::in(const std::string& schema, const std::string& name) const {
    Facts found;
    const auto all = by_name_.find(name);
    if (all != by_name_.end())
        std::ranges::copy_if(all->second, std::back_inserter(found), [&](const Fact* fact) {
            return fact->id.names.size() > 1 && fact->id.names[0] == schema;
        });
    const auto* itself = catalog_.find({Kind::schema, {schema}, {}});
    if (itself != nullptr) found.push_back(itself);
    return found;
}

const NameIndex::Facts& NameIndex::children(const Identity& parent) const {
    return found_in(children_, parent);
}

const NameIndex::Facts& NameIndex::made_by(const Identity& statement) const {
    return found_in(made_, statement);
}

std::vector<const Nameless*> NameIndex::nameless(const std::vector<std::string>& name,
                                                 bool is_operator, const std::string& home) const {
    std::vector<const Nameless*> found;
    const auto all = nameless_.find(name.back());
    if (all == nameless_.end()) return found;
    std::ranges::copy_if(all->second, std::back_inserter(found), [&](const Nameless* made) {
        const auto& schema = made->name.front();
        return made->is_operator == is_operator
               && (name.size() > 1 ? schema == name.front() : is_visible(schema, home));
    });
    return found;
}

} // namespace pgslate::models
