// What an SQL statement has to do with roles, as far as its tokens tell.
#pragma once

#include "catalog/fact.hpp"
#include "models/token_reader.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::models {

/// CREATE, ALTER or DROP of roles, which may be called users or groups; COMMENT ON ROLE and what
/// grants one role to others are changes too.
struct RoleStatement {
    enum class Verb { creates, changes, drops };
    Verb verb{};
    std::vector<std::string> roles; ///< that it makes, changes or drops
    /// The attributes of a role (live/sql/roles.sql) that its words say.
    catalog::Attributes attributes;
    /// Each of these becomes a member of each of those.
    std::vector<std::string> members;
    std::vector<std::string> groups;
};

/// Nothing: it is about something else.
std::optional<RoleStatement> role_statement(TokenReader statement);

/// The roles that have to be there when it runs: only where it can name nothing else. PUBLIC,
/// CURRENT_USER and the like are none.
std::vector<std::string> roles_named(const TokenReader& statement);

/// Is it code that may make, alter or drop roles?
bool is_code_about_roles(TokenReader statement);

} // namespace pgslate::models
