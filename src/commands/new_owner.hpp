#pragma once

#include "catalog/catalog.hpp"
#include "commands/context.hpp"
#include "postgres/session.hpp"

namespace pgslate::commands {

/// A new database is given to its owner when all is in it; whether that is there, and whether the
/// session may do that, is looked at before. What `wanted` may bring about is not asked for. Throws
/// Error: 78 if there is no such role, 77 if it may not.
void check_new_owner(const Context& context, postgres::Session& maintenance,
                     const catalog::Catalog& wanted);

} // namespace pgslate::commands
