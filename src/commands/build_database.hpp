#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "models/models.hpp"

namespace pgslate::commands {

/// The target's models; their warnings go to the context. Throws Error (65).
models::Models load_models(const Context& context);

/// The server of the target, after waiting for it if the context says so.
database::Server reach_server(const Context& context);

/// Creates the target's database with everything the models declare, and says so step by step. When
/// building fails the database is dropped again. Returns how many statements ran.
std::size_t build_database(const Context& context, const database::Server& server,
                           postgres::Session& maintenance, const models::Models& models);

} // namespace pgslate::commands
