#include "commands/drop.hpp"

#include "commands/build_database.hpp"
#include "commands/guard.hpp"

namespace pgslate::commands {

Drop drop(const Context& context) {
    const auto server = reach_server(context);
    auto maintenance = server.connect_to_maintenance("drop");
    const auto& name = context.target.database;
    const auto present = database::find(maintenance, name);
    guard(context, maintenance, present);
    if (!present) return {.database = name};
    context.say("Deleting database.");
    database::drop(maintenance, name);
    return {.database = name, .deleted = true};
}

} // namespace pgslate::commands
