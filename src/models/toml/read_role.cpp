#include "base/format.hpp"
#include "models/names.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"
#include "sql/text.hpp"

#include <algorithm>
#include <array>

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Kind;

constexpr std::string_view no_password =
    "A password stands in no model: ALTER ROLE ... PASSWORD, or \\password in psql, gives one to "
    "the role once it is there.";
constexpr std::string_view by_administrator =
    "It reaches beyond any database: an administrator gives it with ALTER ROLE.";

constexpr std::array role_sayings = {
    KeySaying{"password", no_password},
    KeySaying{"encrypted_password", no_password},
    KeySaying{"superuser", by_administrator},
    KeySaying{"replication", by_administrator},
    KeySaying{"valid_until", "It goes with a password: ALTER ROLE ... VALID UNTIL."},
    KeySaying{"in_role", "Which roles it is a member of stands in 'member_of'."},
    KeySaying{"roles", "Each member says so itself, in its 'member_of'."},
    KeySaying{"members", "Each member says so itself, in its 'member_of'."},
    KeySaying{"admin", "Who may pass on membership is settled with GRANT in a .sql model."},
    KeySaying{"grants", "What a role may do with an object stands there: [table.NAME.grants]."},
    KeySaying{"set", "Settings of a role stand in 'settings'."},
};

// Manual, "CREATE ROLE" and "GRANT": these mean something else wherever a role is named.
bool is_reserved(std::string_view name) {
    constexpr std::array words = {"public",       "none",         "current_role",
                                  "current_user", "session_user", "user"};
    return name.starts_with("pg_") || std::ranges::find(words, name) != words.end();
}

void check_role_name(Source& source, const Entry& entry) {
    if (check_name(source, entry.place, entry.key) && is_reserved(entry.key))
        source.problem(
            entry.place,
            format("no role can be called \"{}\": PostgreSQL keeps that name", entry.key));
}

// What is not said is not compared, so a "no" is something else than nothing.
void read_attribute(TomlReader& reader, Fact& fact, std::string_view key) {
    if (const auto value = reader.boolean(key))
        fact.attributes.emplace(key, *value ? "true" : "false");
}

void read_connection_limit(TomlReader& reader, Fact& fact) {
    const auto limit = reader.integer("connection_limit");
    if (!limit) return;
    constexpr std::int64_t most = 2147483647;
    if (*limit < -1 || *limit > most)
        return reader.problem(
            reader.place_of_key("connection_limit"),
            format("'connection_limit' of {} must be -1 (none) to {}", reader.what(), most));
    fact.attributes["connection_limit"] = format("{}", *limit);
}

void read_member_of(TomlReader& reader, Fact& fact) {
    auto roles = reader.string_or_strings("member_of");
    if (!roles) return;
    const auto place = reader.place_of_key("member_of");
    for (const auto& role : *roles)
        if (check_name(reader.source(), place, role)) need_role(reader.source(), fact, role);
    std::ranges::sort(*roles);
    roles->erase(std::unique(roles->begin(), roles->end()), roles->end());
    fact.attributes["member_of"] = std::move(*roles);
}

// A list is one for the parameters that take lists, such as search_path.
sql::Text value_of_setting(Source& source, const toml::node& node, const std::string& what) {
    if (const auto* text = node.as_string()) return sql::text("{}", sql::Literal(text->get()));
    if (const auto* list = node.as_array()) {
        std::vector<sql::Text> values;
        for (const auto& value : strings_of(source, *list, what))
            values.push_back(sql::text("{}", sql::Literal(value)));
        return joined(values, ", ");
    }
    const auto value = value_of(source, node, what);
    return sql::text("{}", sql::Fragment(value.value_or("")));
}

// The name of a parameter may have a prefix: `app.tenant`.
sql::Text parameter(const std::string& key) {
    std::vector<sql::Text> parts;
    for (const auto& part : split_name(key).value_or(std::vector{key}))
        parts.push_back(sql::text("{}", sql::Identifier(part)));
    return joined(parts, ".");
}

void read_settings(TomlReader& reader, Fact& fact) {
    const auto* settings = reader.subtable("settings");
    if (settings == nullptr) return;
    std::vector<std::string> result;
    for (const auto& entry : entries(reader.source(), *settings)) {
        if (!check_key(reader.source(), entry)) continue;
        const auto what = format("'{}' in 'settings' of {}", entry.key, reader.what());
        if (entry.node->is_table()) {
            reader.problem(entry.place, format("{} must be a value, not a table", what),
                           {"A parameter with a point in its name stands in quotes: "
                            "\"app.tenant\" = \"one\"."});
            continue;
        }
        const auto value = value_of_setting(reader.source(), *entry.node, what);
        if (!value.empty())
            result.push_back(sql::text("{} TO {}", parameter(entry.key), value).sql());
    }
    fact.attributes["settings"] = std::move(result);
}

} // namespace

void read_role(Scope& scope, const Entry& entry) {
    const auto* table = table_of(scope.source, entry, format("role {}", entry.key));
    if (table == nullptr) return;
    check_role_name(scope.source, entry);
    TomlReader reader(scope.source, *table, format("role {}", entry.key), role_form());
    auto fact = fact_of(Kind::role, {entry.key}, entry.place);
    for (const auto* key : {"login", "inherit", "createdb", "createrole", "bypassrls"})
        read_attribute(reader, fact, key);
    read_connection_limit(reader, fact);
    read_member_of(reader, fact);
    read_settings(reader, fact);
    if (const auto comment = reader.string("comment")) fact.attributes["comment"] = *comment;
    read_was(reader, fact.id);
    reader.finish(role_sayings);
    scope.source.add(std::move(fact));
}

} // namespace pgslate::models
