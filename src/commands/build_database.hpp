// Building a database beside the one that it takes the place of.
#pragma once

#include "commands/context.hpp"
#include "commands/kept.hpp"
#include "database/server.hpp"
#include "database/successor.hpp"
#include "plan/plan.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace pgslate::commands {

/// Where a new database is made, and in the place of what.
struct Replacement {
    const database::Server& server;
    postgres::Session& maintenance;
    std::string_view task;
    std::optional<database::Definition> former;        ///< nothing: there is none
    std::optional<database::Template1> template1 = {}; ///< if it has just been looked at
};

/// What is said where nothing is in its place yet.
std::string nothing_has_changed(const Context& context,
                                const std::optional<database::Definition>& former);

/// A new, empty database beside the former one, and as much like it as can be.
database::Successor begin_successor(const Context& context, const Replacement& replacement);

/// Builds what is in the database and says so; `kept` of the former one holds for it. Returns how
/// many statements ran. `last` sees it before its session ends, and may be empty. Throws Error.
std::size_t build(const Context& context, const Replacement& replacement,
                  database::Successor& successor, const plan::Plan& inside, const Kept& kept,
                  const std::function<void(postgres::Session&)>& last = {});

/// A database that is complete already, which nobody has seen. Throws Error.
database::Successor begin_complete(const Context& context, const Replacement& replacement,
                                   const database::Complete& complete);
/// Gives it what the former one has besides its contents. Throws Error.
void finish_complete(const Context& context, const Replacement& replacement,
                     database::Successor& successor);

/// Gives it its name, and runs what is said about the database of that name in the same
/// transaction. False if somebody else has taken the name meanwhile. Throws Error; then nothing has
/// changed.
bool take_name(const Context& context, const Replacement& replacement,
               database::Successor& successor, const plan::Plan& about);

/// Says whose sessions were ended.
void tell_disconnected(const Context& context, const std::vector<database::Client>& clients);

} // namespace pgslate::commands
