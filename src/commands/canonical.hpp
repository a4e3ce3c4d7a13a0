// Models as PostgreSQL prints them.
#pragma once

#include "catalog/catalog.hpp"
#include "commands/context.hpp"
#include "database/server.hpp"
#include "live/cache.hpp"
#include "models/models.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// Runs a plan in a scratch database on the server, or on the one that the context names for that,
/// and gives a session with it to `use`. Afterwards the database is gone. Returns how many
/// statements ran. Throws Error: 65 where the server refuses the plan.
std::size_t build_scratch(const Context& context, const database::Server& server, plan::Plan plan,
                          std::string_view task,
                          const std::function<void(postgres::Session&)>& use);

/// Takes out the owners that are `user`: what somebody builds belongs to him.
void forget_own(catalog::Catalog& catalog, const std::string& user);

/// The server that models are held against a database of.
struct Surroundings {
    int major = 0;                    ///< its version
    std::vector<std::string> details; ///< all that decides how it prints (live/surroundings.hpp)
};

/// Where it is kept what scratch databases were made for.
live::Cache cache_of(const Context& context);

/// What all of that depends on, whatever it is.
live::Cache::Key key_of(const Context& context, const Surroundings& surroundings);

/// What the models declare, as it was read back the last time; nothing if anything has changed that
/// it depends on.
std::optional<live::Kept> kept_canonical(const Context& context, const models::Sources& sources,
                                         const Surroundings& surroundings);

/// The same, read back from a scratch database now, and kept for the next time. An owner stands in
/// it only where the models name one. Throws Error.
live::Kept make_canonical(const Context& context, const database::Server& server,
                          const models::Models& models, const Surroundings& surroundings);

} // namespace pgslate::commands
