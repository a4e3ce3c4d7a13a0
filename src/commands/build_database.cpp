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

database::CreateOptions options_for(const Context& context, const Replacement& replacement) {
    if (replacement.former) return replacement.former->options;
    const auto& wanted = context.target.new_database;
    return {.owner = wanted.owner,
            .template_name = wanted.template_name,
            .encoding = wanted.encoding,
            .locale = wanted.locale};
}

} // namespace

database::Successor begin_successor(const Context& context, const Replacement& replacement) {
    context.say("Creating database.");
    return {replacement.maintenance,
            [&server = replacement.server, task = std::string(replacement.task)] {
                return server.connect_to_maintenance(task);
            },
            context.target.database,
            options_for(context, replacement),
            replacement.former,
            context.warn};
}

std::size_t build(const Context& context, const Replacement& replacement,
                  const database::Successor& successor, const models::Models& models) {
    const auto plan = plan::plan_creation(models.catalog);
    context.say("Creating tables.");
    std::size_t statements = 0;
    // Before the build: what is not pinned in our sessions, such as parameters of one's own that a
    // query asks for, is as in the database that is replaced.
    if (replacement.former)
        copy_parameters(replacement.maintenance, successor.name(), *replacement.former,
                        context.warn);
    try {
        auto session = replacement.server.connect_to(successor.name(), replacement.task);
        hear_warnings(session, context);
        statements = build_batches(session, plan);
    } catch (const Error& error) {
        const auto& name = context.target.database;
        throw with_hint(error, replacement.former
                                   ? format("Database \"{}\" is as it was.", name)
                                   : format("There is still no database \"{}\".", name));
    }
    if (replacement.former)
        copy_grants(replacement.maintenance, successor.name(), *replacement.former, context.warn);
    return statements;
}

void tell_disconnected(const Context& context, const std::vector<database::Client>& clients) {
    for (const auto& client : clients) context.note(format("Disconnected {}.", to_string(client)));
}

} // namespace pgslate::commands
