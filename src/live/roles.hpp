// The roles of a server: they belong to no database.
#pragma once

#include "catalog/catalog.hpp"
#include "postgres/together.hpp"

#include <set>
#include <string>
#include <vector>

namespace pgslate::live {

/// Which roles there are, and whether the session's may make others.
struct RolesThere {
    std::set<std::string> names;
    bool may_make = false;
};

/// Asks which of these are there.
void ask_roles_there(postgres::Together& together, const std::vector<std::string>& names,
                     RolesThere& result);

/// Those of these that are there, as facts (sql/roles.sql). Throws Error.
catalog::Catalog read_roles(postgres::Session& session, const std::vector<std::string>& names);

} // namespace pgslate::live
