#include "commands/schemas_in_scope.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;

bool is_system_schema(const std::string& name) {
    return name.starts_with("pg_") || name == "information_schema";
}

bool is_in_schema(const Fact& fact) {
    const bool elsewhere = fact.id.kind == Kind::statement || fact.id.kind == Kind::comment;
    return !elsewhere && !fact.parent && fact.id.names.size() > 1;
}

// A schema that a model declares only by wanting an extension in it is the extension's: others may
// keep theirs there too.
bool is_for_extension(const Catalog& catalog, const Fact& schema) {
    return std::ranges::any_of(catalog.facts, [&](const auto& entry) {
        const auto& [id, fact] = entry;
        return id.kind == Kind::extension && fact.text("schema") == schema.id.name()
               && fact.place == schema.place;
    });
}

} // namespace

std::vector<std::string> schemas_in_scope(const Catalog& catalog) {
    std::set<std::string> names;
    for (const auto& [id, fact] : catalog.facts) {
        const bool declared = id.kind == Kind::schema && !is_for_extension(catalog, fact);
        if (declared || is_in_schema(fact)) names.insert(id.names.front());
    }
    std::erase_if(names, is_system_schema);
    return {names.begin(), names.end()};
}

} // namespace pgslate::commands
