#include "commands/reset.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "commands/build_database.hpp"
#include "commands/guard.hpp"

namespace pgslate::commands {

Reset reset(const Context& context) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    auto maintenance = server.connect_to_maintenance("resetdb");
    const auto& name = context.target.database;
    const auto present = database::find(maintenance, name);
    guard(context, maintenance, present);
    Reset result{.database = name, .deleted = present.has_value()};
    if (present) {
        context.say("Deleting database.");
        database::drop(maintenance, name);
    }
    try {
        result.statements = build_database(context, server, maintenance, models);
    } catch (const Error& error) {
        if (!result.deleted) throw;
        throw with_hint(error, format("Database \"{}\" was deleted before this happened.", name));
    }
    // What people wrote about the database, and the mark of a protected one.
    if (present && !present->comment.empty())
        database::set_comment(maintenance, name, present->comment);
    context.say("Shiny!");
    return result;
}

} // namespace pgslate::commands
