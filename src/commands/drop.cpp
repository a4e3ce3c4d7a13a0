#include "commands/drop.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/build_database.hpp"
#include "commands/database_lock.hpp"
#include "commands/guard.hpp"
#include "commands/inputs.hpp"
#include "commands/maintenance.hpp"
#include "commands/stock_key.hpp"
#include "database/database.hpp"
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "database/obstacles.hpp"
#include "database/successor.hpp"

#include <optional>

namespace pgslate::commands {

namespace {

void drop_present(const Context& context, const database::Server& server,
                  postgres::Session& maintenance, const database::Definition& present,
                  Drop& result) {
    const auto& name = context.target.database;
    check_droppable(maintenance, name, present, context.warn);
    auto clients = database::clients_of(maintenance, {present.oid});
    context.say("Deleting database.");
    const Progress::Task task(context.progress, "Deleting the database");
    const auto connect = [&server] { return server.connect_to_maintenance("drop"); };
    drop_database(maintenance, connect, name, present, context.warn);
    tell_disconnected(context, clients);
    result.deleted = true;
    result.disconnected = std::move(clients);
}

void drop_stock(const Context& context, postgres::Session& maintenance, Drop& result) {
    std::vector<database::Stocked> stock;
    postgres::Together together;
    database::ask_stock(together, name_of_models(context), context.target.database, stock);
    together.ask(maintenance, "looking for templates and spares");
    const bool spares_only = !result.deleted && context.target.another_database;
    for (const auto& one : stock) {
        if (spares_only && one.id.role == database::Temporary::Role::stored) {
            result.left.push_back(one.name);
            continue;
        }
        const auto clients = database::clients_of(maintenance, {one.oid});
        context.say(format("Deleting {}.", one.name));
        database::drop(maintenance, one.name);
        tell_disconnected(context, clients);
        result.disconnected.insert(result.disconnected.end(), clients.begin(), clients.end());
        result.stock.push_back(one.name);
    }
}

// Whoever prepares them looks for the database before each, and finds it gone.
void wait_for_spares(const Context& context, postgres::Session& maintenance,
                     std::optional<database::NameLock>& lock) try {
    lock.emplace(maintenance, database::spares_lock(context.target.database),
                 database::Patience{.lock_timeout = context.target.lock_timeout.value});
} catch (const Error& error) {
    if (error.status() != ExitStatus::busy) throw;
    throw Error(
        ExitStatus::busy,
        format("spares for database {} are being prepared", in_quotes(context.target.database)),
        error.problems().front().hints);
}

} // namespace

Drop drop(const Context& context, Stock stock) {
    const auto server = reach_server_to_destroy(context);
    auto maintenance = connect_to_destroy(context, server, "drop");
    const auto& name = context.target.database;
    const bool asked = guard(context, maintenance);
    const DatabaseLock lock(context, maintenance);
    const auto& present = lock.definition();
    Drop result{.database = name};
    if (present && !asked) guard(context, maintenance);
    if (present) guard_mark(context, present->comment);
    std::optional<database::NameLock> spares;
    if (stock == Stock::dropped) wait_for_spares(context, maintenance, spares);
    if (present) drop_present(context, server, maintenance, *present, result);
    if (stock == Stock::dropped) drop_stock(context, maintenance, result);
    return result;
}

} // namespace pgslate::commands
