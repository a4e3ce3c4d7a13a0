#include "commands/plan.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/hints.hpp"
#include "commands/inputs.hpp"
#include "commands/saved_plan.hpp"

namespace pgslate::commands {
namespace {

constexpr std::string_view plan_task = "plan";

// Nothing there yet: everything is created.
Plan plan_for_missing(const Context& context, const database::Server& server,
                      Destination& destination) {
    auto session = server.connect_to_maintenance(plan_task);
    destination.prepare(session);
    return {.database = context.target.database,
            .exists = false,
            .way = destination.way_from({}, session)};
}

[[noreturn]] void refuse_missing(const Context& context) {
    throw Error(
        ExitStatus::bad_configuration,
        format("there is no database {} to alter", in_quotes(context.target.database)),
        {format("`pgslate create{}` makes it; --undo and --out are about one that is there.",
                context.target.given_options)});
}

Plan plan_for(const Context& context, const PlanChoice& choice, Destination& destination,
              postgres::Session& session) {
    Plan result{.database = context.target.database};
    const bool only_way = !choice.undo && !choice.out && context.renames.empty();
    if (only_way && destination.is_known_to_be_reached()) return result;
    const auto reading = destination.read(session);
    const auto& live = reading.catalog;
    result.way =
        choice.undo ? destination.way_back(live, session) : destination.way_from(live, session);
    if (only_way && result.way.is_empty()) destination.keep_verdict(reading);
    warn_of_doubt(result.way.unused, context.warn);
    if (choice.out)
        SavedPlan(planned_for(result.database, live, destination.declared()), result.way.plan)
            .write(*choice.out);
    return result;
}

} // namespace

Plan plan(const Context& context, const PlanChoice& choice) {
    const auto server = reach_server(context);
    Destination destination(context, server, ModelsOnDemand(context));
    try {
        auto session = server.open_if_there(plan_task);
        if (!session && (choice.undo || choice.out)) refuse_missing(context);
        if (!session) return plan_for_missing(context, server, destination);
        destination.prepare(*session);
        return plan_for(context, choice, destination, *session);
    } catch (const Error&) {
        destination.check_models(); // what is wrong with the models is said first
        throw;
    }
}

} // namespace pgslate::commands
