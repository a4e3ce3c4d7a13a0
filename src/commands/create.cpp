#include "commands/create.hpp"

#include "apply/build.hpp"
#include "commands/build_database.hpp"
#include "commands/presence.hpp"
#include "database/database.hpp"
#include "live/names.hpp"
#include "plan/plan.hpp"

#include <set>

namespace pgslate::commands {
namespace {

using postgres::ConnectFailure;
using postgres::Session;

void add_missing(const Context& context, Session& session, const models::Models& models,
                 Create& result) {
    const plan::Present present{live::read_names(session)};
    const auto plan = plan::plan_missing(models.catalog, present);
    std::set<catalog::Identity> created;
    for (const auto& step : plan.steps)
        for (const auto& id : step.creates) {
            created.insert(id);
            result.created.push_back(id);
        }
    for (const auto& item : declared_objects(models.catalog))
        if (!present.identities.contains(item.id) && !created.contains(item.id))
            result.left_out.push_back(item.id);
    if (plan.steps.empty()) return;
    context.say("Creating what is missing.");
    result.statements = apply::build(session, plan).statements;
}

void protect_database(const database::Server& server, const std::string& name) {
    auto maintenance = server.connect_to_maintenance("create");
    if (const auto properties = database::find(maintenance, name))
        database::set_protection_mark(maintenance, name, *properties);
}

void create_from_nothing(const Context& context, const database::Server& server,
                         const models::Models& models, Create& result) {
    auto maintenance = server.connect_to_maintenance("create");
    result.statements = build_database(context, server, maintenance, models);
    result.made_database = true;
}

} // namespace

Create create(const Context& context, bool protect) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    Create result{.database = context.target.database};
    auto opened = server.open("create");
    if (auto* session = std::get_if<Session>(&opened)) {
        add_missing(context, *session, models, result);
    } else {
        const auto& failure = std::get<ConnectFailure>(opened);
        if (failure.kind != ConnectFailure::Kind::no_database) server.connect("create");
        create_from_nothing(context, server, models, result);
    }
    if (protect) protect_database(server, result.database);
    result.marked = protect;
    return result;
}

} // namespace pgslate::commands
