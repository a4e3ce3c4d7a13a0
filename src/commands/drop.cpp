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
#include "database/stock.hpp"
#include "database/successor.hpp"

#include <optional>

namespace pgslate::commands {

namespace {

using database::Stocked;

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

bool is_template(const std::string& name) {
    const auto found = database::temporary_called(name);
    return found && found->role == database::Temporary::Role::stored;
}

// Where the name may be misspelt, what other databases share with it is none of its own.
bool is_shared(const Context& context, const Drop& result) {
    return !result.deleted && context.target.another_database;
}

void drop_one(const Context& context, postgres::Session& maintenance, const Stocked& one,
              Drop& result) {
    const auto clients = database::clients_of(maintenance, {one.oid});
    context.say(format("Deleting {}.", one.name));
    if (!database::drop_if_there(maintenance, one.name)) return;
    tell_disconnected(context, clients);
    result.disconnected.insert(result.disconnected.end(), clients.begin(), clients.end());
    result.stock.push_back(one.name);
}

void drop_stock(const Context& context, postgres::Session& maintenance, Drop& result) {
    database::Stock stock;
    postgres::Together together;
    database::ask_stock(together, name_of_models(context), context.target.database, stock);
    together.ask(maintenance, "looking for templates and spares");
    for (const auto& one : stock.ready)
        if (is_template(one.name) && is_shared(context, result))
            result.left.push_back(one.name);
        else
            drop_one(context, maintenance, one, result);
    result.prepared = std::move(stock.prepared);
}

void count_kept(const Context& context, const database::Stock& stock, Drop& result) {
    auto names = stock.prepared;
    for (const auto& one : stock.ready) names.push_back(one.name);
    for (auto& name : names)
        if (is_template(name) && !is_shared(context, result))
            result.kept_templates.push_back(std::move(name));
        else if (!is_template(name))
            result.kept_spares.push_back(std::move(name));
}

// Whoever prepares them looks for the database before each, and finds it gone.
void wait_for_spares(const Context& context, postgres::Session& maintenance,
                     std::optional<database::NameLock>& lock) try {
    lock.emplace(maintenance, database::spares_lock(context.target.database), patience_of(context));
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
    database::Stock there;
    postgres::Together also;
    if (stock == Stock::kept) database::ask_stock(also, name_of_models(context), name, there);
    const DatabaseLock lock(context, maintenance, also);
    const auto& present = lock.definition();
    Drop result{.database = name};
    if (present && !asked) guard(context, maintenance);
    if (present) guard_mark(context, present->comment);
    std::optional<database::NameLock> spares;
    if (stock == Stock::dropped) wait_for_spares(context, maintenance, spares);
    if (present) drop_present(context, server, maintenance, *present, result);
    if (stock == Stock::dropped) drop_stock(context, maintenance, result);
    count_kept(context, there, result);
    return result;
}

} // namespace pgslate::commands
