// How far an SQL statement reaches, as far as its tokens tell.
#pragma once

#include "models/token_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::models {

/// What a statement has to do with. Only what is known to stay inside does: what nobody has heard
/// of may do anything.
enum class Reach {
    inside, ///< objects of its own database: it creates, alters, drops or describes them
    shared, ///< what all databases of a server share: roles, databases, tablespaces, parameters
    beyond  ///< rows, files, other servers, or nobody knows
};

/// Code that it brings along, such as a DO block, counts as inside: it can't be seen through.
Reach reach_of(TokenReader statement);

/// Is it about the database of that name as a whole: its owner, privileges, settings, comment?
bool is_about_database(std::string_view sql, const std::string& name);

/// The roles that REASSIGN OWNED or DROP OWNED is about, as they are called there (CURRENT_USER in
/// small letters); empty for other statements.
std::vector<std::string> roles_whose_own(std::string_view sql);

/// May it make a role, or a member of one? A DO block may.
bool may_make_roles(std::string_view sql);

} // namespace pgslate::models
