#include "commands/plan.hpp"

#include "commands/inputs.hpp"

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

} // namespace

Plan plan(const Context& context) {
    const auto server = reach_server(context);
    Destination destination(context, server);
    try {
        auto session = server.open_if_there(plan_task);
        if (!session) return plan_for_missing(context, server, destination);
        destination.prepare(*session);
        Plan result{.database = context.target.database};
        result.way = destination.way_from(destination.read(*session), *session);
        return result;
    } catch (const Error&) {
        destination.check_models(); // what is wrong with the models is said first
        throw;
    }
}

} // namespace pgslate::commands
