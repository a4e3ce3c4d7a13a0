#include "commands/drop.hpp"

#include "commands/build_database.hpp"
#include "commands/database_lock.hpp"
#include "commands/guard.hpp"
#include "commands/inputs.hpp"
#include "commands/maintenance.hpp"
#include "database/database.hpp"
#include "database/obstacles.hpp"
#include "database/successor.hpp"

namespace pgslate::commands {

Drop drop(const Context& context) {
    const auto server = reach_server_to_destroy(context);
    auto maintenance = connect_to_destroy(context, server, "drop");
    const auto& name = context.target.database;
    const bool asked = guard(context, maintenance);
    const DatabaseLock lock(context, maintenance);
    const auto& present = lock.definition();
    if (!present) return {.database = name};
    if (!asked) guard(context, maintenance);
    guard_mark(context, present->comment);
    check_droppable(maintenance, name, *present, context.warn);
    auto clients = database::clients_of(maintenance, {present->oid});
    context.say("Deleting database.");
    const Progress::Task task(context.progress, "Deleting the database");
    const auto connect = [&server] { return server.connect_to_maintenance("drop"); };
    drop_database(maintenance, connect, name, *present, context.warn);
    tell_disconnected(context, clients);
    return {.database = name, .deleted = true, .disconnected = std::move(clients)};
}

} // namespace pgslate::commands
