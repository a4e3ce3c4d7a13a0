#include "commands/status.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/inputs.hpp"
#include "commands/models_on_demand.hpp"
#include "commands/stock_key.hpp"
#include "commands/uncompared.hpp"
#include "desired/desired_state.hpp"
#include "desired/scratch.hpp"
#include "live/read.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using postgres::Session;

std::string protection(const Context& context, const Status& status) {
    if (context.target.is_protected) return context.target.protected_by;
    const bool marked =
        status.properties && database::has_protection_mark(status.properties->comment);
    return marked ? "the mark in its comment" : "";
}

constexpr std::string_view describing = "looking at the database";

void ask_description(postgres::Together& together, const Context& context, Status& status,
                     database::Stock& stock) {
    const auto& name = context.target.database;
    database::ask_stock(together, name_of_models(context), name, stock);
    database::ask_properties(together, name, status.properties);
    database::ask_holder(together, name, status.busy);
    database::ask_leftovers(together, name, status.leftovers);
}

// What somebody works with is no leftover. A spare that was never finished is said to be of no use
// where the others stand.
void describe(Session& session, const postgres::Together& together, Status& status,
              const database::Stock& stock) {
    together.ask(session, describing);
    status.server = session.server();
    if (status.busy) status.leftovers.clear();
    std::erase_if(status.leftovers, [&stock](const database::Temporary& leftover) {
        return std::ranges::count(stock.ready, leftover.name(), &database::Stocked::name) > 0;
    });
}

// It was dropped between two looks at it.
bool is_gone(const Error& error) {
    if (error.status() == ExitStatus::bad_configuration) return false; // no session at all
    const auto& state = error.problems().front().sqlstate;
    return state == postgres::sqlstate::invalid_catalog_name
           || state == postgres::sqlstate::undefined_object;
}

// The database as it is, as long as somebody else does not replace it.
struct Look {
    Status status;
    live::Reading live;
};

// Nothing: the database came or went while it was looked at.
std::optional<Look> look(const Context& context, const database::Server& server,
                         const models::Sources& sources, desired::DesiredState& desired) {
    Look result;
    database::Stock stock;
    const auto see_stock = [&](Session& session) {
        if (!stock.is_certain()) {
            postgres::Together again;
            database::ask_stock(again, name_of_models(context), context.target.database, stock);
            again.ask(session, describing);
        }
        result.status.stock = seen_stock(session, context, sources, server, std::move(stock.ready));
    };
    if (auto session = server.open_if_there("status")) {
        postgres::Together together;
        ask_description(together, context, result.status, stock);
        desired.ask(together, session->server());
        describe(*session, together, result.status, stock);
        see_stock(*session);
        desired.prepare(*session);
        if (desired.verdict() != nullptr) return result;
        const auto user = session->server().user;
        result.live = live::read(
            *std::move(session), {live::Dependencies::none, desired.signs()},
            context.like ? live::Another() : [&server] { return server.try_another("status"); });
        if (context.like) desired::forget_own(result.live.catalog, user);
        return result;
    }
    auto maintenance = server.connect_to_maintenance("status");
    postgres::Together together;
    ask_description(together, context, result.status, stock);
    describe(maintenance, together, result.status, stock);
    if (result.status.properties) return std::nullopt;
    see_stock(maintenance);
    return result;
}

// Until the database is there to be looked at.
Look look_until_there(const Context& context, const database::Server& server,
                      const models::Sources& sources, desired::DesiredState& desired) {
    // Whoever replaces the database meanwhile ends our session; a few times in a row is bad luck.
    for (int attempts = 20; attempts > 0; --attempts) {
        try {
            if (auto result = look(context, server, sources, desired)) return *std::move(result);
        } catch (const postgres::ConnectionLost&) {
            if (attempts == 1) throw; // it may be there again in a moment
        } catch (const Error& error) {
            if (!is_gone(error)) throw;
        }
        sleep_for(context.interruption, std::chrono::milliseconds(50));
    }
    throw Error(ExitStatus::busy,
                format("database {} is being replaced", in_quotes(context.target.database)));
}

void compare(const database::Server& server, live::Reading live, desired::DesiredState& desired,
             Status& status) {
    std::optional<Session> session;
    desired.add_roles(live.catalog,
                      [&]() -> Session& { return session.emplace(server.connect("status")); });
    status.differences = desired.differences(live.catalog);
    status.unknown = uncompared(live, desired.catalog());
    if (status.in_sync()) desired.keep_verdict(live, status.unknown);
}

// Models that are as they were need not be read again as long as nothing differs.
Status compared(const Context& context, const database::Server& server, Look look,
                const models::Sources& sources, desired::DesiredState& desired) {
    auto status = std::move(look.status);
    if (const auto* verdict = desired.verdict())
        status.unknown = verdict->unknown;
    else if (status.properties)
        compare(server, std::move(look.live), desired, status);
    status.source = context.target.source;
    status.database = context.target.database;
    if (context.like) {
        status.like = context.like->database;
        status.like_source = context.like->source;
    }
    status.model_files = sources.paths();
    status.printed_models = static_cast<std::size_t>(
        std::ranges::count(sources.files, true, &models::Sources::File::printed));
    status.objects = desired.objects();
    status.protected_by = protection(context, status);
    status.places = desired.places_of(status.differences);
    return status;
}

} // namespace

bool Status::in_sync() const {
    return properties && differences.empty();
}

Status status(const Context& context) {
    const ModelsOnDemand models(context);
    try {
        const auto server = reach_server(context);
        desired::DesiredState desired(desired_request(context), server, models.sources(),
                                      [&]() -> const models::Models& { return models.get(); });
        auto status =
            compared(context, server, look_until_there(context, server, models.sources(), desired),
                     models.sources(), desired);
        for (const auto& warning : desired.warnings()) context.warn(warning);
        return status;
    } catch (const Error&) {
        models.get(); // what is wrong with the models is said before what is with the server
        throw;
    }
}

} // namespace pgslate::commands
