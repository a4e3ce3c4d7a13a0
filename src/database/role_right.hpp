// What the session's role may do in the name of another.
#pragma once

#include "postgres/session.hpp"

#include <string>

namespace pgslate::database {

enum class RoleRight {
    may_act, ///< as that role, and so give it what it owns
    may_not,
    no_such_role
};

/// May the session's role make `role` the owner of what is its own? Throws Error.
RoleRight right_to_act_as(postgres::Session& session, const std::string& role);

} // namespace pgslate::database
