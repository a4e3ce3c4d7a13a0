#include "plan/rename.hpp"

#include "plan/object_reference.hpp"
#include "plan/renamed_facts.hpp"
#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;
using sql::text;

sql::Identifier name_of(const Identity& id) {
    return sql::Identifier(id.names.at(own_name_of(id.kind, id.names.size())));
}

sql::Text of_part(const sql::Text& whole, const Rename& rename, const sql::Text& part) {
    return text("ALTER {} {} RENAME {} {} TO {}", whole, qualified(rename.from), part,
                name_of(rename.from), name_of(rename.to));
}

sql::Text of_object(const Rename& rename) {
    const auto subject = rename.from.kind == Kind::role
                             ? text("ROLE {}", sql::Identifier(rename.from.name()))
                             : plan::subject(rename.from);
    const auto& schema = rename.to.names.front();
    const bool moves = lives_in_schema(rename.from.kind) && rename.from.kind != Kind::schema
                       && schema != rename.from.names.front();
    return moves ? text("ALTER {} SET SCHEMA {}", subject, sql::Identifier(schema))
                 : text("ALTER {} RENAME TO {}", subject, name_of(rename.to));
}

} // namespace

bool can_be_renamed(Kind kind) {
    switch (kind) {
    case Kind::extension:
    case Kind::access_method:
    case Kind::operator_:
    case Kind::cast:
    case Kind::transform:
    case Kind::user_mapping:
    case Kind::sequence_owner:
    case Kind::default_privileges:
    case Kind::shell_type:
    case Kind::statement: return false;
    default: return !is_annotation(kind);
    }
}

std::size_t own_name_of(Kind kind, std::size_t names) {
    const bool has_more =
        kind == Kind::function || kind == Kind::operator_class || kind == Kind::operator_family;
    return has_more ? 1 : names - 1;
}

const std::string& own_name(const Identity& id) {
    return id.names.at(own_name_of(id.kind, id.names.size()));
}

Identity with_name(Identity id, const std::string& name) {
    id.names = id.names.with(own_name_of(id.kind, id.names.size()), name);
    return id;
}

std::vector<Rename> reversed(const std::vector<Rename>& renames) {
    std::vector<Rename> result(renames.rbegin(), renames.rend());
    for (auto& rename : result) {
        std::swap(rename.from, rename.to);
        if (rename.value) std::swap(rename.value->from, rename.value->to);
    }
    return result;
}

// Typed tables have the attributes of their type, and follow it.
sql::Text statement(const Rename& rename) {
    if (rename.value)
        return text("ALTER TYPE {} RENAME VALUE {} TO {}", qualified(rename.from),
                    sql::Literal(rename.value->from), sql::Literal(rename.value->to));
    switch (rename.from.kind) {
    case Kind::column: return of_part(text("TABLE"), rename, text("COLUMN"));
    case Kind::attribute:
        return text("{} CASCADE", of_part(text("TYPE"), rename, text("ATTRIBUTE")));
    case Kind::domain_check: return of_part(text("DOMAIN"), rename, text("CONSTRAINT"));
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclude:
    case Kind::check:
    case Kind::foreign_key: return of_part(text("TABLE"), rename, text("CONSTRAINT"));
    default: return of_object(rename);
    }
}

const Identity& Renamed::before(const Identity& now) const {
    const auto found = was.find(now);
    return found == was.end() ? now : found->second;
}

const Identity& Renamed::now(const Identity& before) const {
    const auto is_it = [&](const auto& entry) { return entry.second == before; };
    const auto found = std::ranges::find_if(was, is_it);
    return found == was.end() ? before : found->first;
}

void Renamed::apply(const Rename& rename, int server_major) {
    const RenamedFacts facts(catalog, rename, server_major);
    std::map<Identity, Identity> before;
    for (const auto& [id, fact] : catalog.facts) {
        auto now = facts.identity(id);
        const auto& first = this->before(id);
        if (now != first) before.emplace(std::move(now), first);
    }
    auto made = facts.all();
    catalog = std::move(made);
    was = std::move(before);
}

} // namespace pgslate::plan
