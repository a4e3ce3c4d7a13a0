// The roles that models need, held against those of a server.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/roles.hpp"
#include "postgres/session.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::desired {

struct RoleNeeds {
    plan::RoleNames missing;                 ///< declared, and not there
    std::map<std::string, Place> undeclared; ///< named and not there: where that is
    bool may_make = false;                   ///< may the session's role make roles?
    std::string user;                        ///< that role
};

/// Asks nothing where a catalog names no roles. Throws Error.
RoleNeeds role_needs(postgres::Session& session, const catalog::Catalog& wanted);

/// One for each role that is named, not there and not declared.
std::vector<Problem> problems_of(const RoleNeeds& needs);

/// Says that roles are missing which the session's role may not make, and who may.
Problem may_not_make(const RoleNeeds& needs);

/// Is an error only about what somebody else has just made?
bool is_made_by_somebody(const Error& error);

/// Makes declared roles, all or none of them; in the open transaction, if there is one. False:
/// somebody else has made one of them meanwhile. Throws Error.
bool try_to_make(postgres::Session& session, const catalog::Catalog& wanted,
                 const plan::RoleNames& missing);

/// The roles that a catalog declares, with settings as the server keeps them. It is asked by giving
/// them to `database` for a moment, which has to be the session's own. Throws Error: 65 where the
/// server refuses one.
std::vector<catalog::Fact> canonical_roles(const catalog::Catalog& wanted,
                                           postgres::Session& session, const std::string& database);

} // namespace pgslate::desired
