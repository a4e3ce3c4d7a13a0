#include "plan/renamed_facts.hpp"

#include "plan/made_names.hpp"
#include "plan/writing.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using Names = std::vector<std::string>;

bool is_part(Kind kind) {
    switch (kind) {
    case Kind::column:
    case Kind::attribute:
    case Kind::domain_check:
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclude:
    case Kind::check:
    case Kind::foreign_key:
    case Kind::trigger:
    case Kind::rule:
    case Kind::policy: return true;
    default: return false;
    }
}

// Relations have a row type of their name.
bool names_type(Kind kind) {
    return is_type(kind) || has_row_type(kind);
}

bool moves(const Rename& rename) {
    return lives_in_schema(rename.from.kind) && rename.from.kind != Kind::schema
           && rename.from.names.front() != rename.to.names.front();
}

Names whole_of(const Names& part) {
    return {part.at(0), part.at(1)};
}

// The names in pairs of a list.
template <typename Visit>
void each_pair(const Names& list, Visit visit) {
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) visit(Names{list[i], list[i + 1]});
}

// The tables that have a column because that one has it, itself among them.
std::set<Names> heirs_of(const Catalog& catalog, Names table) {
    std::set<Names> heirs = {std::move(table)};
    for (bool more = true; more;) {
        more = false;
        for (const auto& entry : catalog.facts)
            for (const auto* attribute : {"partition_of", "inherits", "of_type"})
                each_pair(entry.second.list(attribute), [&](const Names& parent) {
                    if (heirs.contains(parent))
                        more = heirs.insert(entry.first.names).second || more;
                });
    }
    return heirs;
}

// A name as tokens have it: two of them with a point between, or one that a point follows.
std::string with_other_name(const std::string& type, const Names& from, const Names& to) {
    std::string result;
    std::size_t copied = 0;
    const auto tokens = sql::tokenize(type).tokens;
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        if (!sql::is_symbol(tokens[i + 1], type, ".") || name_of(tokens[i], type) != from.front())
            continue;
        if (from.size() > 1 && name_of(tokens[i + 2], type) != from.back()) continue;
        result += type.substr(copied, tokens[i].begin - copied);
        result += quoted(sql::Identifier(to.front()));
        if (to.size() > 1) result += '.' + quoted(sql::Identifier(to.back()));
        copied = from.size() > 1 ? tokens[i + 2].end : tokens[i].end;
    }
    return result + type.substr(copied);
}

} // namespace

RenamedFacts::RenamedFacts(const Catalog& catalog, const Rename& rename, int server_major)
    : catalog_(catalog), rename_(rename), major_(server_major) {
    const auto& from = rename.from;
    if (from.kind == Kind::column || from.kind == Kind::attribute)
        with_column_ = heirs_of(catalog, whole_of(from.names));
    if (!moves(rename) || !has_row_type(from.kind)) return;
    for (const auto& [id, fact] : catalog.facts) {
        if (id.kind == Kind::index && fact.parent == from) moving_.insert(id);
        if (id.kind == Kind::sequence && fact.parent && whole_of(fact.parent->names) == from.names)
            moving_.insert(id);
        if (id.kind == Kind::sequence_owner && whole_of(fact.list("column")) == from.names)
            moving_.insert({Kind::sequence, id.names, {}});
    }
}

bool RenamedFacts::moves_along(const Identity& id) const {
    return moving_.contains(id);
}

void RenamedFacts::in_schema(Identity& id) const {
    const auto& from = rename_.from.name();
    if (id.kind == Kind::default_privileges) {
        if (id.names.at(1) == from) id.names = id.names.with(1, rename_.to.name());
    } else if (schema_of(id) == from) {
        id.names = id.names.with(0, rename_.to.name());
    }
}

void RenamedFacts::of_whole(Identity& id) const {
    if (moves_along(id)) id.names = id.names.with(0, rename_.to.names.front());
    const auto kind = rename_.from.kind;
    const bool whole = has_row_type(kind) || kind == Kind::composite_type || kind == Kind::domain;
    if (whole && is_part(id.kind) && (kind == Kind::domain) == (id.kind == Kind::domain_check)
        && whole_of(id.names) == rename_.from.names)
        id.names = part_of(rename_.to, id.kind, id.name()).names;
    const bool column = id.kind == Kind::column || id.kind == Kind::attribute;
    if (column && with_column_.contains(whole_of(id.names)) && id.name() == rename_.from.name())
        id.names = id.names.with_last(rename_.to.name());
    if (kind == Kind::server && id.kind == Kind::user_mapping
        && id.names.front() == rename_.from.name())
        id.names = id.names.with(0, rename_.to.name());
}

void RenamedFacts::of_role(Identity& id) const {
    const auto change = [&](std::size_t index) {
        if (id.names.at(index) == rename_.from.name())
            id.names = id.names.with(index, rename_.to.name());
    };
    if (id.kind == Kind::privileges || id.kind == Kind::user_mapping) change(id.names.size() - 1);
    if (id.kind == Kind::default_privileges) change(0);
}

// Types are among the names of functions, operators and casts.
void RenamedFacts::set_types(Identity& id) const {
    const auto change = [&](std::size_t index) {
        id.names = id.names.with(
            index, with_other_name(id.names.at(index), rename_.from.names, rename_.to.names));
    };
    switch (id.kind) {
    case Kind::function:
    case Kind::operator_: return change(2);
    case Kind::transform: return change(0);
    case Kind::cast: change(0); return change(1);
    default: return;
    }
}

Identity RenamedFacts::plain(Identity id) const {
    if (id == rename_.from) return rename_.to;
    if (rename_.from.kind == Kind::schema) in_schema(id);
    if (rename_.from.kind == Kind::schema || names_type(rename_.from.kind)) set_types(id);
    of_whole(id);
    return id;
}

// What is said of something has its names, and perhaps one more.
Identity RenamedFacts::identity(const Identity& id) const {
    if (rename_.value) return id;
    Identity result = id;
    const auto subject =
        id.kind == Kind::sequence_owner ? Identity{Kind::sequence, id.names, {}} : subject_of(id);
    if (subject != id) {
        result.names = plain(subject).names;
        for (auto more = subject.names.size(); more < id.names.size(); ++more)
            result.names = result.names.plus(id.names[more]);
    } else {
        result = plain(id);
    }
    if (rename_.from.kind == Kind::role) of_role(result);
    return result;
}

RenamedFacts::Names RenamedFacts::relation(const Names& names) const {
    const bool named = names_type(rename_.from.kind) && names == rename_.from.names;
    if (named) return rename_.to.names;
    if (rename_.from.kind == Kind::schema && names.front() == rename_.from.name())
        return {rename_.to.name(), names.back()};
    return names;
}

void RenamedFacts::set_lists(Fact& fact) const {
    for (const auto* attribute : {"partition_of", "inherits", "of_type", "references"}) {
        if (!fact.has(attribute)) continue;
        Names list;
        each_pair(fact.list(attribute), [&](const Names& pair) {
            const auto now = relation(pair);
            list.insert(list.end(), now.begin(), now.end());
        });
        fact.attributes.find(attribute)->second = std::move(list);
    }
    if (fact.id.kind == Kind::sequence_owner)
        fact.attributes["column"] = identity({Kind::column, fact.list("column"), {}}).names;
    if (!rename_.value || fact.id != rename_.from) return;
    auto labels = fact.list("labels");
    std::ranges::replace(labels, rename_.value->from, rename_.value->to);
    fact.attributes["labels"] = std::move(labels);
}

void RenamedFacts::set_roles(Fact& fact) const {
    const auto& from = rename_.from.name();
    if (fact.id.kind == Kind::owner && fact.text("role") == from)
        fact.attributes["role"] = rename_.to.name();
    for (const auto* attribute : {"roles", "member_of"}) {
        if (!fact.has(attribute)) continue;
        auto roles = fact.list(attribute);
        std::ranges::replace(roles, from, rename_.to.name());
        std::ranges::sort(roles);
        fact.attributes.find(attribute)->second = std::move(roles);
    }
}

// Names that the server has made of other ones stay when those change.
void RenamedFacts::keep_made_names(const Fact& before, Fact& after) const {
    constexpr int names_not_null = 18;
    constexpr int knows_multiranges = 14;
    if (after.id.kind == Kind::range_type && major_ >= knows_multiranges)
        return set_multirange(after, multirange_of(before));
    if (before.has("identity")) {
        auto sequence = sequence_of(before);
        sequence.front() = after.id.names.front();
        set_sequence(after, sequence);
    }
    if (major_ >= names_not_null && before.has("not_null") && before.has("type"))
        set_not_null(after, not_null_of(before));
}

Fact RenamedFacts::fact(const Fact& fact) const {
    auto result = fact;
    result.id = identity(fact.id);
    if (result.parent) result.parent = identity(*result.parent);
    set_lists(result);
    if (rename_.from.kind == Kind::role) set_roles(result);
    const bool has_made = result.id.kind == Kind::column || result.id.kind == Kind::range_type;
    if (has_made && result.id != fact.id) keep_made_names(fact, result);
    return result;
}

Catalog RenamedFacts::all() const {
    Catalog result;
    for (const auto& [id, fact] : catalog_.facts) {
        auto now = this->fact(fact);
        auto key = now.id;
        result.facts.emplace(std::move(key), std::move(now));
    }
    result.dependencies.reserve(catalog_.dependencies.size());
    for (auto dependency : catalog_.dependencies) {
        dependency.from = identity(dependency.from);
        dependency.on = identity(dependency.on);
        result.dependencies.push_back(std::move(dependency));
    }
    for (const auto& [id, stub] : catalog_.stubs) result.stubs.emplace(identity(id), stub);
    return result;
}

} // namespace pgslate::plan
