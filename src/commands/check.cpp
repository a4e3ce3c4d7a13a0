#include "commands/check.hpp"

#include "apply/build.hpp"
#include "commands/build_database.hpp"
#include "commands/presence.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "plan/plan.hpp"

namespace pgslate::commands {
namespace {

Check summary(const models::Models& models) {
    return {.files = models.files, .objects = declared_objects(models.catalog).size()};
}

// Nothing but the scratch database was touched: what the server refuses is wrong in the models.
std::size_t build_or_blame(postgres::Session& session, const plan::Plan& plan) {
    try {
        return apply::build(session, plan).statements;
    } catch (const Error& error) {
        if (error.status() != ExitStatus::failed) throw;
        throw Error(ExitStatus::bad_model, error.problems());
    }
}

} // namespace

Check check(const std::vector<std::filesystem::path>& paths,
            const std::function<void(const Problem&)>& warn) {
    const auto models = models::load(paths);
    for (const auto& warning : models.warnings) warn(warning);
    return summary(models);
}

Check check_on_server(const Context& context) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    auto maintenance = server.connect_to_maintenance("check");
    database::remove_scratch_leftovers(maintenance, context.warn);
    const database::Scratch scratch(maintenance);
    auto session = server.connect_to(scratch.name(), "check");
    auto result = summary(models);
    result.statements = build_or_blame(session, plan::plan_creation(models.catalog));
    return result;
}

} // namespace pgslate::commands
