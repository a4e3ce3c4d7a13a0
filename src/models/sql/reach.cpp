#include "models/sql/reach.hpp"

#include "models/sql/creation_words.hpp"

#include <array>
#include <vector>

namespace pgslate::models {
namespace {

// The first words of the kinds that live in a database. Large objects are not among them: only data
// makes one.
constexpr std::array inside_words = {
    "access",     "aggregate",   "cast",         "collation", "column",  "constraint",
    "conversion", "domain",      "event",        "extension", "foreign", "function",
    "index",      "language",    "materialized", "operator",  "policy",  "procedural",
    "procedure",  "publication", "routine",      "rule",      "schema",  "sequence",
    "server",     "statistics",  "subscription", "table",     "text",    "transform",
    "trigger",    "type",        "view"};

constexpr std::array shared_words = {"database", "role",   "group",     "user",
                                     "owned",    "system", "tablespace"};

Reach reach_of_object(TokenReader reader) {
    if (reader.take({"user", "mapping"}) || reader.sees_any(inside_words)) return Reach::inside;
    return reader.sees_any(shared_words) ? Reach::shared : Reach::beyond;
}

Reach reach_of_creation(TokenReader reader) {
    take_creation_words(reader);
    return reach_of_object(reader);
}

// What a slot has to do with is settled with the publisher, and so are the tables it publishes.
bool asks_publisher(TokenReader reader) {
    constexpr std::array own = {"owner", "rename", "connection", "disable"};
    reader.take_name();
    if (reader.sees_any(own)) return false;
    if (!reader.take("set") || !reader.take_symbol("(")) return true;
    constexpr std::array plain = {
        "synchronous_commit", "binary",       "streaming", "disable_on_error",
        "password_required",  "run_as_owner", "origin"};
    while (reader.sees_any(plain)) {
        while (!reader.at_end() && !reader.take_symbol(",")) reader.skip();
        if (reader.at_end()) return false;
    }
    return true;
}

Reach reach_of_change(TokenReader reader) {
    if (reader.take({"default", "privileges"})) return Reach::inside;
    if (reader.take("subscription")) return asks_publisher(reader) ? Reach::beyond : Reach::inside;
    return reach_of_object(reader);
}

// `ON database TO x` is about a table of that name: the word tells a kind only before a name.
bool takes_kind(TokenReader& reader, std::string_view word) {
    TokenReader ahead = reader;
    if (!ahead.take(word) || ahead.sees("to") || ahead.sees("from")) return false;
    if (ahead.take_name().empty()) return false;
    return reader.take(word);
}

// Without ON it is about membership in roles.
Reach reach_of_grant(TokenReader reader) {
    if (!reader.find("on")) return Reach::shared;
    if (reader.take({"large", "object"})) return Reach::beyond;
    const bool shared = takes_kind(reader, "database") || takes_kind(reader, "tablespace")
                        || takes_kind(reader, "parameter");
    return shared ? Reach::shared : Reach::inside;
}

bool takes_database(TokenReader& reader, const std::string& name) {
    return reader.take("database") && reader.take_name() == std::vector{name};
}

// ALTER ROLE ... IN DATABASE name
bool is_about_role_in(TokenReader reader, const std::string& name) {
    if (!reader.take("role") && !reader.take("user")) return false;
    reader.take_name();
    return reader.take("in") && takes_database(reader, name);
}

bool grants_on(TokenReader reader, const std::string& name) {
    if (!reader.find("on") || !takes_kind(reader, "database")) return false;
    do
        if (reader.take_name() == std::vector{name}) return true;
    while (reader.take_symbol(","));
    return false;
}

} // namespace

Reach reach_of(TokenReader reader) {
    if (reader.take("grant") || reader.take("revoke")) return reach_of_grant(reader);
    if (reader.take("create")) return reach_of_creation(reader);
    if (reader.take("alter")) return reach_of_change(reader);
    if (reader.take("drop") || reader.take({"comment", "on"})) return reach_of_object(reader);
    if (reader.take({"security", "label"}))
        return reader.find("on") ? reach_of_object(reader) : Reach::beyond;
    if (reader.take({"reassign", "owned"})) return Reach::shared;
    const bool known =
        reader.sees("do") || reader.take({"set", "constraints"}) || reader.sees("cluster");
    return known ? Reach::inside : Reach::beyond;
}

bool is_about_database(std::string_view sql, const std::string& name) {
    TokenReader reader(sql);
    if (reader.take("grant") || reader.take("revoke")) return grants_on(reader, name);
    if (reader.take("alter")) return is_about_role_in(reader, name) || takes_database(reader, name);
    if (reader.take({"security", "label"}))
        return reader.find("on") && takes_database(reader, name);
    return reader.take({"comment", "on"}) && takes_database(reader, name);
}

std::vector<std::string> roles_whose_own(std::string_view sql) {
    TokenReader reader(sql);
    if (!reader.take({"reassign", "owned", "by"}) && !reader.take({"drop", "owned", "by"}))
        return {};
    std::vector<std::string> roles;
    do
        if (auto name = reader.take_name(); !name.empty()) roles.push_back(name.back());
    while (reader.take_symbol(","));
    return roles;
}

bool may_make_roles(std::string_view sql) {
    TokenReader reader(sql);
    if (reader.take("grant")) return !reader.find("on");
    constexpr std::array roles = {"role", "user", "group"};
    return reader.sees("do") || (reader.take("create") && reader.sees_any(roles));
}

} // namespace pgslate::models
