#include "commands/status.hpp"

#include "base/format.hpp"
#include "commands/inputs.hpp"
#include "commands/secrets.hpp"
#include "desired/desired_state.hpp"
#include "desired/scratch.hpp"
#include "live/read.hpp"
#include "sql/placeholders.hpp"

#include <algorithm>
#include <future>

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

void ask_description(postgres::Together& together, const std::string& name, Status& status) {
    database::ask_properties(together, name, status.properties);
    database::ask_holder(together, name, status.busy);
    database::ask_leftovers(together, name, status.leftovers);
}

// What somebody works with is no leftover.
void describe(Session& session, const postgres::Together& together, Status& status) {
    together.ask(session, describing);
    status.server = session.server();
    if (status.busy) status.leftovers.clear();
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
                         desired::DesiredState& desired) {
    Look result;
    if (auto session = server.open_if_there("status")) {
        postgres::Together together;
        ask_description(together, context.target.database, result.status);
        desired.ask(together, session->server());
        describe(*session, together, result.status);
        desired.prepare(result.status.server);
        const auto user = session->server().user;
        result.live = live::read(
            *std::move(session), live::Dependencies::none,
            context.like ? live::Another() : [&server] { return server.try_another("status"); });
        if (context.like) desired::forget_own(result.live.catalog, user);
        return result;
    }
    auto maintenance = server.connect_to_maintenance("status");
    postgres::Together together;
    ask_description(together, context.target.database, result.status);
    describe(maintenance, together, result.status);
    if (result.status.properties) return std::nullopt;
    return result;
}

// Until the database is there to be looked at.
Look look_until_there(const Context& context, const database::Server& server,
                      desired::DesiredState& desired) {
    // Whoever replaces the database meanwhile ends our session; a few times in a row is bad luck.
    for (int attempts = 20; attempts > 0; --attempts) {
        try {
            if (auto result = look(context, server, desired)) return *std::move(result);
        } catch (const postgres::ConnectionLost&) {
            if (attempts == 1) throw; // it may be there again in a moment
        } catch (const Error& error) {
            if (!is_gone(error)) throw;
        }
        sleep_for(context.interruption, std::chrono::milliseconds(50));
    }
    throw Error(ExitStatus::busy,
                format("database \"{}\" is being replaced", context.target.database));
}

void note_placeholders(const catalog::Catalog& live, const catalog::Catalog& declared,
                       Status& status) {
    for (const auto& [id, fact] : declared.facts)
        if (const auto names = placeholders_of(fact); !names.empty() && live.find(id) != nullptr)
            status.unknown.push_back(format("secrets of {}, for which the models have '{}' in {}",
                                            to_string(id), sql::secret_placeholder,
                                            join(names, ", ")));
}

// What this role may not find out of what the models declare.
void note_unknown(const catalog::Catalog& declared, Status& status) {
    for (const auto& [id, fact] : declared.facts)
        if (fact.has("unknown_settings"))
            status.unknown.push_back(
                format("settings of {}, {}", to_string(id), fact.text("unknown_settings")));
}

// Models that are as they were need not be read again as long as nothing differs.
Status compared(const Context& context, const database::Server& server, Look look,
                const models::Sources& sources, desired::DesiredState& desired) {
    std::optional<Session> session;
    if (look.status.properties)
        desired.add_roles(look.live.catalog,
                          [&]() -> Session& { return session.emplace(server.connect("status")); });
    auto status = std::move(look.status);
    if (status.properties) status.differences = desired.differences(look.live.catalog);
    status.unknown = std::move(look.live.unknown);
    if (status.properties) note_placeholders(look.live.catalog, desired.catalog(), status);
    if (status.properties) note_unknown(desired.catalog(), status);
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
    const auto sources =
        context.like ? models::Sources() : find_models(context.target.models, context.interruption);
    const auto loading = std::async(std::launch::deferred, [&] {
                             return context.like ? models::Models() : models::load(sources);
                         }).share();
    try {
        const auto server = reach_server(context);
        desired::DesiredState desired(desired_request(context), server, sources,
                                      [&]() -> const models::Models& { return loading.get(); });
        auto status =
            compared(context, server, look_until_there(context, server, desired), sources, desired);
        for (const auto& warning : desired.warnings()) context.warn(warning);
        return status;
    } catch (const Error&) {
        loading.get(); // what is wrong with the models is said before what is with the server
        throw;
    }
}

} // namespace pgslate::commands
