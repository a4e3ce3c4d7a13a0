#include "plan/others.hpp"

#include "plan/columns_of.hpp"

#include <algorithm>
#include <string_view>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

bool fits(std::string_view text, std::string_view pattern) {
    if (pattern.empty()) return text.empty();
    if (pattern.front() == '*')
        return fits(text, pattern.substr(1)) || (!text.empty() && fits(text.substr(1), pattern));
    return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front())
           && fits(text.substr(1), pattern.substr(1));
}

// A function is meant by its name alone, too.
bool name_fits(const std::string& name, std::string_view pattern) {
    return fits(name, pattern) || fits(std::string_view(name).substr(0, name.find('(')), pattern);
}

// It, what it is a part of, and the schema that it is in.
std::vector<Identity> whatever_holds(const Identity& id, const Catalog& catalog) {
    std::vector<Identity> wholes = {subject_of(id)};
    if (wholes.back().kind == Kind::sequence_owner)
        wholes.push_back({Kind::sequence, id.names, {}});
    const auto* fact = catalog.find(wholes.back());
    while (fact != nullptr && fact->parent && fact->parent != wholes.back()) {
        wholes.push_back(*fact->parent);
        fact = catalog.find(wholes.back());
    }
    // A sequence goes with its column.
    if (const auto* owner = catalog.find({Kind::sequence_owner, wholes.back().names, {}});
        owner != nullptr && wholes.back().kind == Kind::sequence)
        for (const auto kind : {Kind::table, Kind::foreign_table})
            wholes.push_back(
                {kind, {owner->list("column").at(0), owner->list("column").at(1)}, {}});
    if (const auto schema = schema_of(id)) wholes.push_back({Kind::schema, {*schema}, {}});
    return wholes;
}

bool has_whole(const Fact& fact) {
    return fact.has("partition_of");
}

bool keeps(const Identity& whole, const Catalog& declared, const catalog::Hints& hints) {
    if (const auto hint = hints.find(whole); hint != hints.end() && hint->second.keeps_undeclared)
        return *hint->second.keeps_undeclared;
    const auto* table = declared.find(whole);
    if (table != nullptr && !table->has("partition_by")) return false; // it is to have none
    return std::ranges::none_of(declared.facts, [&](const auto& entry) {
        return has_whole(entry.second) && entry.second.list("partition_of") == whole.names;
    });
}

} // namespace

bool is_meant(const Identity& id, const std::string& pattern) {
    const auto words = to_string(id);
    const auto kind = to_string(id.kind);
    if (!words.starts_with(kind)) return name_fits(words, pattern);
    return name_fits(words, pattern) || name_fits(words.substr(kind.size() + 1), pattern);
}

bool is_ignored(const Identity& id, const Patterns& patterns, const Catalog& catalog) {
    if (patterns.empty()) return false;
    return std::ranges::any_of(whatever_holds(id, catalog), [&](const Identity& whole) {
        return std::ranges::any_of(
            patterns, [&](const std::string& pattern) { return is_meant(whole, pattern); });
    });
}

std::vector<Identity> forget_ignored(Catalog& catalog, const Patterns& patterns) {
    std::set<Identity> ignored;
    for (const auto& [id, fact] : catalog.facts)
        if (is_ignored(id, patterns, catalog)) ignored.insert(id);
    std::vector<Identity> objects;
    for (const auto& id : ignored) {
        const auto& parent = catalog.find(id)->parent;
        if (!is_annotation(id.kind) && (!parent || !ignored.contains(*parent)))
            objects.push_back(id);
    }
    for (const auto& id : ignored) catalog.facts.erase(id);
    std::erase_if(catalog.dependencies, [&](const catalog::Dependency& one) {
        return ignored.contains(one.from) || ignored.contains(one.on);
    });
    return objects;
}

bool concerns_partitions(const std::vector<Difference>& differences, const Catalog& live) {
    return std::ranges::any_of(differences, [&](const Difference& difference) {
        const auto* fact = live.find(difference.id);
        return difference.kind == Difference::Kind::undeclared && fact != nullptr
               && has_whole(*fact);
    });
}

std::set<Identity> kept_partitions(const Catalog& declared, const Catalog& live,
                                   const catalog::Hints& hints) {
    std::set<Identity> kept;
    const auto stays = [&](const Fact& fact) {
        if (!has_whole(fact) || declared.contains(fact.id)) return false;
        const auto whole = whole_of_partition(fact);
        return kept.contains(whole) || (declared.contains(whole) && keeps(whole, declared, hints));
    };
    for (bool more = true; more;) {
        more = false;
        for (const auto& [id, fact] : live.facts)
            if (!kept.contains(id) && stays(fact)) more = kept.insert(id).second;
    }
    return kept;
}

std::vector<Identity> forget_others(std::vector<Difference>& differences, const Catalog& declared,
                                    const Catalog& live, const Patterns& patterns,
                                    const std::set<Identity>& kept) {
    std::vector<Identity> ignored;
    std::erase_if(differences, [&](const Difference& difference) {
        const auto& id = difference.id;
        const auto& catalog = live.contains(id) ? live : declared;
        const auto wholes = whatever_holds(id, catalog);
        if (difference.kind == Difference::Kind::undeclared
            && std::ranges::any_of(wholes,
                                   [&](const Identity& whole) { return kept.contains(whole); }))
            return true;
        if (!is_ignored(id, patterns, catalog)) return false;
        if (!difference.parent && !is_annotation(id.kind)) ignored.push_back(id);
        return true;
    });
    return ignored;
}

} // namespace pgslate::plan
