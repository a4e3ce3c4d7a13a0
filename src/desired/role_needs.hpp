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
    plan::RoleNames later;                   ///< named, not there, and made by code perhaps
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

/// Makes the declared roles that are missing, all or none of them, in the open transaction; those
/// that somebody else makes meanwhile are let be. Returns those that it made. Throws Error.
plan::RoleNames make_missing(postgres::Session& session, const catalog::Catalog& wanted,
                             RoleNeeds needs);

/// The roles that a catalog declares, with settings as the server keeps them. It is asked by giving
/// them to `database` for a moment, which has to be the session's own. Throws Error: 65 where the
/// server refuses one.
std::vector<catalog::Fact> canonical_roles(const catalog::Catalog& wanted,
                                           postgres::Session& session, const std::string& database);

} // namespace pgslate::desired
