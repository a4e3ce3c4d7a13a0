#include "commands/create.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "catalog/index.hpp"
#include "commands/build_database.hpp"
#include "commands/comparison.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "live/names.hpp"
#include "plan/plan.hpp"

#include <set>

namespace pgslate::commands {
namespace {

using postgres::Session;

constexpr std::string_view create_task = "create";

// What is missing in a database that is there, and what of it can be created.
struct Missing {
    plan::Plan plan;
    std::vector<catalog::Identity> created;
    std::vector<catalog::Identity> left_out;
};

// Owners and privileges are not among the names that are read of a database.
bool names_tell(const catalog::Identity& id) {
    return id.kind != catalog::Kind::owner && id.kind != catalog::Kind::privileges;
}

Missing missing_in(Session& session, const models::Models& models) {
    const plan::Present present{live::read_names(session)};
    Missing missing{
        .plan = plan::plan_missing(models.catalog, present), .created = {}, .left_out = {}};
    std::set<catalog::Identity> created;
    for (const auto& step : missing.plan.steps) {
        created.insert(step.creates.begin(), step.creates.end());
        missing.created.insert(missing.created.end(), step.creates.begin(), step.creates.end());
    }
    for (const auto& id : catalog::declared_objects(models.catalog))
        if (names_tell(id) && !present.identities.contains(id) && !created.contains(id))
            missing.left_out.push_back(id);
    return missing;
}

Create as_result(const Context& context, Missing missing) {
    return {.database = context.target.database,
            .created = std::move(missing.created),
            .left_out = std::move(missing.left_out)};
}

// Has a killed pgslate left something that nobody tidies up?
bool is_untidy(Session& session, const Context& context) {
    const auto& name = context.target.database;
    return !database::leftovers_of(session, name).empty() && !database::holder_of(session, name);
}

// The usual case, and the quickest: nothing to do. Another pgslate may replace the database while
// it is looked at; then whoever holds the lock looks again.
std::optional<Create> find_all_there(const Context& context, const database::Server& server,
                                     const models::Models& models) {
    try {
        auto session = server.open_if_there(create_task);
        if (!session) return std::nullopt;
        auto missing = missing_in(*session, models);
        if (!missing.plan.steps.empty() || is_untidy(*session, context)) return std::nullopt;
        return as_result(context, std::move(missing));
    } catch (const postgres::ConnectionLost&) {
        return std::nullopt;
    } catch (const Error& error) {
        if (error.status() != ExitStatus::refused) throw;
        return std::nullopt; // the database lets nobody in: is it whole?
    }
}

Create add_missing(const Context& context, Session& session, const models::Models& models) {
    auto missing = missing_in(session, models);
    const auto plan = std::move(missing.plan);
    auto result = as_result(context, std::move(missing));
    if (plan.steps.empty()) return result;
    context.say(creating_what_is_missing);
    result.statements = apply::build(session, plan).statements;
    return result;
}

// Nothing: somebody else has created the database meanwhile.
std::optional<Create> make_database(const Context& context, const Site& site,
                                    const models::Models& models) {
    auto successor = begin_successor(context, site);
    const auto statements = build(context, site, successor, models);
    if (!successor.take_name()) return std::nullopt;
    return Create{
        .database = context.target.database, .made_database = true, .statements = statements};
}

Create create_what_is_missing(const Context& context, const database::Server& server,
                              Session& maintenance, const models::Models& models) {
    const Turn turn(context, maintenance);
    while (true) {
        if (auto session = server.open_if_there(create_task))
            return add_missing(context, *session, models);
        const Site site{
            .server = server, .maintenance = maintenance, .task = create_task, .former = {}};
        if (auto made = make_database(context, site, models)) return *std::move(made);
    }
}

// False: somebody has dropped it meanwhile.
bool protect_database(const Context& context, const database::Server& server) {
    const auto& name = context.target.database;
    auto maintenance = server.connect_to_maintenance(create_task);
    const Turn turn(context, maintenance);
    const auto properties = database::find(maintenance, name);
    if (properties) database::set_protection_mark(maintenance, name, *properties);
    return properties.has_value();
}

// Comparing takes a scratch database, which not everybody may make.
bool is_beyond_us(const Error& error) {
    return error.status() == ExitStatus::refused || error.status() == ExitStatus::unavailable;
}

// What is there is never altered, but whoever declares something else is told.
void compare(const Context& context, const database::Server& server, const models::Models& models,
             Create& result) {
    try {
        Comparison comparison(context, server, models);
        comparison.add_the_rest(result);
        comparison.tell(result);
    } catch (const postgres::ConnectionLost&) {
        return; // replaced by somebody: then it is new
    } catch (const Error& error) {
        if (!is_beyond_us(error))
            throw result.statements == 0 ? error
                                         : with_hint(error, "What was missing has been created.");
        context.note(format("Not compared with the models: {}.", error.what()));
    }
}

} // namespace

Create create(const Context& context, bool protect) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    auto result = find_all_there(context, server, models);
    if (!result) {
        auto maintenance = server.connect_to_maintenance(create_task);
        result = create_what_is_missing(context, server, maintenance, models);
    }
    if (!result->made_database) compare(context, server, models, *result);
    result->marked = protect && protect_database(context, server);
    return *std::move(result);
}

} // namespace pgslate::commands
