// The roles of a catalog: they belong to the server, and are there before what names them is made.
#pragma once

#include "catalog/catalog.hpp"

#include <map>
#include <set>
#include <string>

namespace pgslate::plan {

using RoleNames = std::set<std::string>;

/// The roles that it declares.
RoleNames declared_roles(const catalog::Catalog& catalog);

/// The roles that something in it names or declares, with the first place that does.
std::map<std::string, Place> roles_needed(const catalog::Catalog& catalog);

/// Does it hold code, or statements that change data, with the name of the role in it? Nobody knows
/// what they do.
bool may_be_made_by_code(const catalog::Catalog& catalog, const std::string& role);

/// Does it hold code that may make, alter or drop roles?
bool has_code_about_roles(const catalog::Catalog& catalog);

/// These roles alone, with the statements of models that make or change them, but for those that
/// name one of `later` as well.
catalog::Catalog only_roles(const catalog::Catalog& catalog, const RoleNames& names,
                            const RoleNames& later);

/// All but the roles and the statements that make them.
catalog::Catalog without_roles(const catalog::Catalog& catalog);

} // namespace pgslate::plan
