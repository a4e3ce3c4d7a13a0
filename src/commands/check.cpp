#include "commands/check.hpp"

#include "catalog/index.hpp"
#include "commands/hints.hpp"
#include "commands/inputs.hpp"
#include "commands/secrets.hpp"
#include "desired/scratch.hpp"
#include "live/read.hpp"
#include "sql/opening.hpp"

namespace pgslate::commands {
namespace {

constexpr std::string_view check_task = "check";

Check summary(const models::Models& models) {
    return {.files = models.sources.paths(), .objects = catalog::count_declared(models.catalog)};
}

// Which hints have been followed, or lead nowhere, where there is a database to tell.
void tell_of_hints(const Context& context, const database::Server& server,
                   const models::Models& models, desired::Scratch& scratch) {
    if (models.hints.empty()) return;
    auto session = server.open_if_there(check_task);
    if (!session) return;
    plan::Renamed live(live::read(*session, live::Dependencies::none).catalog);
    const auto declared = scratch.read();
    const auto naming =
        plan::naming_of(declared, live, models.hints, {}, session->server().major());
    for (const auto& unused : naming.unused) context.warn(problem_of(unused));
    for (const auto& problem : followed(models.hints, declared, live.catalog))
        context.warn(problem);
}

desired::Tried try_models(const Context& context, const database::Server& server,
                          const models::Models& models) {
    const auto scratch = desired::scratch_for(desired_request(context), server, check_task);
    auto tried = scratch->build(models.catalog);
    tell_of_hints(context, server, models, *scratch);
    return tried;
}

// Models of a dump say all that a database should be, but can't make one.
void warn_of_placeholders(const models::Models& models,
                          const std::function<void(const Problem&)>& warn) {
    for (const auto& problem : placeholders_in(models)) warn(problem);
}

} // namespace

Check check(const config::Models& paths, const std::function<void(const Problem&)>& warn,
            Interruption* interruption) {
    const auto models = models::load(find_models(paths, interruption));
    for (const auto& warning : models.warnings) warn(warning);
    warn_of_placeholders(models, warn);
    return summary(models);
}

Check check_on_server(const Context& context) {
    const auto models = load_models(context);
    warn_of_placeholders(models, context.warn);
    const auto server = reach_server(context);
    auto result = summary(models);
    const auto tried = try_models(context, server, models);
    result.statements = tried.statements;
    for (const auto& step : tried.left_out)
        result.left_out.push_back(
            {.opening = sql::opening_of(step.sql.sql()),
             .place = step.origins.empty() ? Place() : step.origins.front().place});
    return result;
}

} // namespace pgslate::commands
