// What counts as there where models are not compared with a database, but known by name.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/others.hpp"
#include "plan/selection.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// What `live` has, which was read of the session's database, the roles that the models declare and
/// that are there, and what of the models is ignored. Throws Error.
plan::Present present_in(postgres::Session& session, const catalog::Catalog& live,
                         const catalog::Catalog& models, const plan::Patterns& ignore);

} // namespace pgslate::commands
