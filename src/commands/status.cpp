#include "commands/status.hpp"

#include "base/format.hpp"
#include "commands/build_database.hpp"
#include "live/names.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using postgres::ConnectFailure;
using postgres::Session;

std::string protection(const Context& context, const Status& status) {
    if (context.target.is_protected) return context.target.protected_by;
    const bool marked =
        status.properties && database::has_protection_mark(status.properties->comment);
    return marked ? "the mark in its comment" : "";
}

void describe_server(Session& session, const Context& context, Status& status) {
    const auto& name = context.target.database;
    status.server = session.server();
    status.properties = database::find(session, name);
    status.busy = database::holder_of(session, name);
    if (!status.busy) status.leftovers = database::leftovers_of(session, name);
}

// It was dropped between two looks at it.
bool is_gone(const Error& error) {
    const auto& state = error.problems().front().sqlstate;
    return state == postgres::sqlstate::invalid_catalog_name
           || state == postgres::sqlstate::undefined_object;
}

// Nothing: the database came or went while it was looked at.
std::optional<Status> try_status(const Context& context, const database::Server& server,
                                 const models::Models& models) {
    Status result;
    result.source = context.target.source;
    result.database = context.target.database;
    result.model_files = models.files;
    auto opened = server.open("status");
    std::set<catalog::Identity> there;
    if (auto* session = std::get_if<Session>(&opened)) {
        describe_server(*session, context, result);
        there = live::read_names(*session);
    } else if (std::get<ConnectFailure>(opened).kind == ConnectFailure::Kind::no_database) {
        auto maintenance = server.connect_to_maintenance("status");
        describe_server(maintenance, context, result);
        if (result.properties) return std::nullopt;
    } else {
        server.connect("status"); // throws, with the reason
    }
    result.protected_by = protection(context, result);
    result.objects = declared_objects(models.catalog, there);
    return result;
}

} // namespace

bool Status::in_sync() const {
    return properties && std::ranges::all_of(objects, &Declared::present);
}

Status status(const Context& context) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    // Whoever replaces the database meanwhile ends our session; a few times in a row is bad luck.
    for (int attempts = 5;; --attempts) {
        try {
            if (auto result = try_status(context, server, models)) return *std::move(result);
        } catch (const postgres::ConnectionLost&) {
            if (attempts == 0) throw;
        } catch (const Error& error) {
            if (attempts == 0 || !is_gone(error)) throw;
        }
        if (attempts == 0)
            throw Error(ExitStatus::busy,
                        format("database \"{}\" is being replaced", context.target.database));
        sleep_for(context.interruption, std::chrono::milliseconds(50));
    }
}

} // namespace pgslate::commands
