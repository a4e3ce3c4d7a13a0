// Models as PostgreSQL prints them.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/context.hpp"
#include "database/server.hpp"
#include "live/catalog_file.hpp"
#include "models/models.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// Builds the models in a scratch database on the server, and gives a session with that to `use`.
/// Afterwards the database is gone. Returns how many statements ran. Throws Error: 65 where the
/// server refuses the models.
std::size_t build_scratch(const Context& context, const database::Server& server,
                          const models::Models& models, std::string_view task,
                          const std::function<void(postgres::Session&)>& use);

/// Takes out the owners that are `user`: what somebody builds belongs to him.
void forget_own(catalog::Catalog& catalog, const std::string& user);

/// What the models declare, as it was read back the last time; nothing if anything has changed that
/// it depends on. `surroundings` are the server's (live/surroundings.hpp).
std::optional<live::Kept> kept_canonical(const Context& context, const models::Sources& sources,
                                         const std::vector<std::string>& surroundings);

/// The same, read back from a scratch database now, and kept for the next time. An owner stands in
/// it only where the models name one. `user` is the role of the session. Throws Error.
live::Kept make_canonical(const Context& context, const database::Server& server,
                          const models::Models& models,
                          const std::vector<std::string>& surroundings, const std::string& user);

} // namespace pgslate::commands
