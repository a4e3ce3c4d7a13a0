#include "models/sql/said_privileges.hpp"

#include "models/token_reader.hpp"

namespace pgslate::models {
namespace {

using catalog::Identity;
using catalog::Kind;
using Names = std::vector<std::string>;

Names take_list(TokenReader& reader) {
    Names names;
    do {
        reader.take("group");
        if (auto name = reader.take_name(); !name.empty()) names.push_back(name.back());
    } while (reader.take_symbol(","));
    return names;
}

// CURRENT_USER and its kin are keywords only without quotes; a role of that name is nobody's habit.
Names take_roles(TokenReader& reader, const std::string& user) {
    auto roles = take_list(reader);
    for (auto& role : roles)
        if (role == "current_user" || role == "session_user" || role == "current_role") role = user;
    return roles;
}

// The words of pg_default_acl's types as catalog::Identity has them.
std::string objects_called(TokenReader& reader) {
    if (reader.take({"large", "objects"})) return "large objects";
    auto words = reader.take_name();
    if (words.empty()) return {};
    return words.back() == "routines" ? "functions" : words.back();
}

// FOR ROLE and IN SCHEMA come in either order.
std::vector<Identity> default_privileges(TokenReader reader, const std::string& user) {
    Names roles{user};
    Names schemas{""};
    while (true) {
        if (reader.take({"for", "role"}) || reader.take({"for", "user"}))
            roles = take_roles(reader, user);
        else if (reader.take({"in", "schema"}))
            schemas = take_list(reader);
        else
            break;
    }
    if (!reader.find("on")) return {};
    const auto objects = objects_called(reader);
    std::vector<Identity> result;
    for (const auto& role : roles)
        for (const auto& schema : schemas)
            result.push_back({Kind::default_privileges, {role, schema, objects}, {}});
    return result;
}

std::vector<Identity> privileges_on_schemas(TokenReader reader, const std::string& user) {
    if (!reader.find("on") || !reader.take("schema")) return {};
    const auto schemas = take_list(reader);
    if (!reader.take("to") && !reader.take("from")) return {};
    std::vector<Identity> result;
    for (const auto& role : take_roles(reader, user))
        for (const auto& schema : schemas)
            result.push_back({Kind::privileges, {schema, role}, Kind::schema});
    return result;
}

std::vector<Identity> owner_of_schema(TokenReader reader) {
    const auto name = reader.take_name();
    if (name.empty() || !reader.take({"owner", "to"})) return {};
    return {{Kind::owner, {name.back()}, Kind::schema}};
}

} // namespace

std::vector<Identity> said_privileges(std::string_view sql, const std::string& user) {
    TokenReader reader(sql);
    if (reader.take("grant") || reader.take("revoke")) return privileges_on_schemas(reader, user);
    if (reader.take({"alter", "default", "privileges"})) return default_privileges(reader, user);
    return reader.take({"alter", "schema"}) ? owner_of_schema(reader) : std::vector<Identity>();
}

} // namespace pgslate::models
