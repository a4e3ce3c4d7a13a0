// Models as PostgreSQL prints them.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/context.hpp"
#include "database/server.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <string_view>

namespace pgslate::commands {

/// Builds the models in a scratch database on the server, and gives a session with that to `use`.
/// Afterwards the database is gone. Returns how many statements ran. Throws Error: 65 where the
/// server refuses the models.
std::size_t build_scratch(const Context& context, const database::Server& server,
                          const models::Models& models, std::string_view task,
                          const std::function<void(postgres::Session&)>& use);

/// Takes out the owners that are `user`: what somebody builds belongs to him.
void forget_own(catalog::Catalog& catalog, const std::string& user);

/// What the models declare, read back from a scratch database, or what was read the last time if
/// nothing has changed that it depends on. `session` is one with the same server. An owner stands
/// in it only where the models name one. Throws Error.
catalog::Catalog canonical(const Context& context, const database::Server& server,
                           const models::Models& models, postgres::Session& session);

} // namespace pgslate::commands
