// What models declare of roles, together.
#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// Roles that are members of each other in a circle, and declared roles that are dropped among
/// others, are added to the collection's problems.
void check_roles(Collection& collection);

/// Gives the roles that CREATE ROLE makes what ALTER ROLE says of them in other statements, and
/// passes over DROP ROLE of roles that are declared: those that are there count as made.
void fold_role_statements(Collection& collection);

} // namespace pgslate::models
