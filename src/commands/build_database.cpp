#include "commands/build_database.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "plan/plan.hpp"

namespace pgslate::commands {
namespace {

void hear_warnings(postgres::Session& session, const Context& context) {
    session.on_warning([&context](const postgres::ServerError& warning) {
        context.warn(postgres::problem(warning, ""));
    });
}

// With subscriptions, what is half made could not be dropped.
std::size_t build_batches(postgres::Session& session, const plan::Plan& plan) {
    try {
        return apply::build(session, plan, apply::Commit::in_batches).statements;
    } catch (const Error&) {
        database::forget_subscriptions(session);
        throw;
    }
}

database::Patience patience_of(const Context& context) {
    return {.lock_timeout = context.target.lock_timeout.value,
            .waiting = [&context](const database::Holder& holder) {
                context.note(format("Waiting for another pgslate: {}.", to_string(holder)));
            }};
}

database::CreateOptions options_for(const Context& context, const Site& site) {
    if (site.former) return site.former->options;
    const auto& wanted = context.target.new_database;
    return {.owner = wanted.owner,
            .template_name = wanted.template_name,
            .encoding = wanted.encoding,
            .locale = wanted.locale};
}

} // namespace

models::Models load_models(const Context& context) {
    auto models = models::load(context.target.models.value);
    for (const auto& warning : models.warnings) context.warn(warning);
    return models;
}

models::Models load_models_to_replace(const Context& context) {
    auto models = load_models(context);
    if (models.catalog.facts.empty())
        throw Error(ExitStatus::bad_model,
                    "nothing was changed: models that declare nothing would only destroy",
                    {"An empty database is made by `drop` and `create`."});
    return models;
}

database::Server reach_server(const Context& context) {
    database::Server server(context.target, context.environment, context.interruption);
    if (!context.wait) return server;
    if (const auto warning = server.wait(*context.wait, context.waiting)) context.warn(*warning);
    return server;
}

Turn::Turn(const Context& context, postgres::Session& maintenance)
    : lock_(maintenance, context.target.database, patience_of(context)) {
    database::remove_leftovers(maintenance, context.target.database, context.warn);
    database::remove_invalid(maintenance, context.target.database);
}

database::Successor begin_successor(const Context& context, const Site& site) {
    context.say("Creating database.");
    return {site.maintenance,
            [&server = site.server, task = std::string(site.task)] {
                return server.connect_to_maintenance(task);
            },
            context.target.database,
            options_for(context, site),
            site.former,
            context.warn};
}

std::size_t build(const Context& context, const Site& site, const database::Successor& successor,
                  const models::Models& models) {
    const auto plan = plan::plan_creation(models.catalog);
    context.say("Creating tables.");
    std::size_t statements = 0;
    try {
        auto session = site.server.connect_to(successor.name(), site.task);
        hear_warnings(session, context);
        statements = build_batches(session, plan);
    } catch (const Error& error) {
        const auto& name = context.target.database;
        throw with_hint(error, site.former ? format("Database \"{}\" is as it was.", name)
                                           : format("There is still no database \"{}\".", name));
    }
    if (site.former) {
        copy_parameters(site.maintenance, successor.name(), *site.former, context.warn);
        copy_grants(site.maintenance, successor.name(), *site.former, context.warn);
    }
    return statements;
}

void tell_disconnected(const Context& context, const std::vector<database::Client>& clients) {
    for (const auto& client : clients) context.note(format("Disconnected {}.", to_string(client)));
}

} // namespace pgslate::commands
