#include "commands/status.hpp"

#include "commands/build_database.hpp"
#include "live/names.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using postgres::ConnectFailure;
using postgres::Session;

std::string protection(const Context& context, const Status& status) {
    if (context.target.is_protected) return context.target.protected_by;
    const bool marked = status.properties && has_protection_mark(*status.properties);
    return marked ? "the mark in its comment" : "";
}

void describe_server(Session& session, const Context& context, Status& status) {
    status.server = session.server();
    status.properties = database::find(session, context.target.database);
}

} // namespace

bool Status::in_sync() const {
    return properties && std::ranges::all_of(objects, &Declared::present);
}

Status status(const Context& context) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    Status result{.source = context.target.source,
                  .database = context.target.database,
                  .model_files = models.files};
    auto opened = server.open("status");
    std::set<catalog::Identity> there;
    if (auto* session = std::get_if<Session>(&opened)) {
        describe_server(*session, context, result);
        there = live::read_names(*session);
    } else if (std::get<ConnectFailure>(opened).kind == ConnectFailure::Kind::no_database) {
        auto maintenance = server.connect_to_maintenance("status");
        describe_server(maintenance, context, result);
    } else {
        server.connect("status"); // throws, with the reason
    }
    result.protected_by = protection(context, result);
    result.objects = declared_objects(models.catalog, there);
    return result;
}

} // namespace pgslate::commands
