#include "plan/roles.hpp"

#include <algorithm>
#include <cctype>
#include <tuple>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;

void note(std::map<std::string, Place>& roles, const std::string& role, const Place& place) {
    const auto order = [](const Place& at) { return std::tie(at.file, at.line, at.column); };
    const auto [found, added] = roles.emplace(role, place);
    if (!added && order(place) < order(found->second)) found->second = place;
}

bool names(std::string_view sql, const std::string& role) {
    const auto same = [](unsigned char one, unsigned char other) {
        return std::tolower(one) == std::tolower(other);
    };
    return std::search(sql.begin(), sql.end(), role.begin(), role.end(), same) != sql.end();
}

bool is_code(const Fact& fact) {
    return fact.has("changes_data") || fact.has("code_about_roles");
}

} // namespace

RoleNames declared_roles(const Catalog& catalog) {
    RoleNames roles;
    for (const auto& [id, fact] : catalog.facts)
        if (id.kind == Kind::role) roles.insert(id.name());
    return roles;
}

std::map<std::string, Place> roles_needed(const Catalog& catalog) {
    std::map<std::string, Place> roles;
    for (const auto& [id, fact] : catalog.facts)
        if (id.kind == Kind::role) note(roles, id.name(), fact.place);
    for (const auto& dependency : catalog.dependencies)
        if (const auto* from = catalog.find(dependency.from);
            from != nullptr && dependency.on.kind == Kind::role)
            note(roles, dependency.on.name(), from->place);
    return roles;
}

bool may_be_made_by_code(const Catalog& catalog, const std::string& role) {
    return std::ranges::any_of(catalog.facts, [&](const auto& entry) {
        return is_code(entry.second) && names(entry.second.sql(), role);
    });
}

bool has_code_about_roles(const Catalog& catalog) {
    return std::ranges::any_of(
        catalog.facts, [](const auto& entry) { return entry.second.has("code_about_roles"); });
}

Catalog only_roles(const Catalog& catalog, const RoleNames& names, const RoleNames& later) {
    Catalog result;
    result.dependencies = catalog.dependencies;
    for (const auto& [id, fact] : catalog.facts) {
        if (id.kind != Kind::role || !names.contains(id.name())) continue;
        result.facts.emplace(id, fact);
        if (fact.made_by) result.facts.emplace(*fact.made_by, catalog.facts.at(*fact.made_by));
    }
    for (const auto& [from, on, strength, at_once] : catalog.dependencies)
        if (const auto* fact = catalog.find(from);
            fact != nullptr && fact->has("changes_role") && result.contains(on))
            result.facts.emplace(from, *fact);
    for (const auto& [from, on, strength, at_once] : catalog.dependencies)
        if (on.kind == Kind::role && later.contains(on.name())) result.facts.erase(from);
    return result;
}

Catalog without_roles(const Catalog& catalog) {
    auto result = catalog;
    for (const auto& [id, fact] : catalog.facts) {
        if (id.kind != Kind::role) continue;
        result.facts.erase(id);
        if (fact.made_by) result.facts.erase(*fact.made_by);
    }
    return result;
}

} // namespace pgslate::plan
