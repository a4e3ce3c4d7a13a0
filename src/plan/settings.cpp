#include "plan/settings.hpp"

#include "sql/text.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Fact;
using Schemas = std::vector<std::string>;

// An expression in a model finds the names of its own schema first, then those of `public`.
Schemas searched_for_model(const Fact& fact) {
    const auto subject = subject_of(fact.id);
    const auto schema = lives_in_schema(subject.kind) ? schema_of(fact.id) : std::nullopt;
    if (!schema || *schema == "public") return {"public"};
    return {*schema, "public"};
}

std::string set_path(const Schemas& schemas) {
    if (schemas.empty()) return "SET search_path TO ''";
    return sql::text("SET search_path TO {}", sql::name_list(schemas)).sql();
}

// A function may come before what its body uses.
std::vector<std::string> settings_for_printed(const std::vector<const Fact*>& facts) {
    std::set<std::string> schemas;
    for (const auto* fact : facts) {
        const auto& hidden = fact->list("operator_schemas");
        schemas.insert(hidden.begin(), hidden.end());
    }
    return {set_path({schemas.begin(), schemas.end()}), "SET check_function_bodies TO off"};
}

} // namespace

std::vector<std::string> settings_for(const std::vector<const Fact*>& facts, Author author) {
    if (author == Author::server) return settings_for_printed(facts);
    const auto schemas = searched_for_model(*facts.front());
    if (schemas.size() == 1) return {}; // a session searches `public` by itself
    return {set_path(schemas)};
}

bool means_the_same_in_model(const Fact& fact) {
    const auto searched = searched_for_model(fact);
    return std::ranges::all_of(fact.list("operator_schemas"), [&](const std::string& schema) {
        return std::ranges::count(searched, schema) > 0;
    });
}

} // namespace pgslate::plan
