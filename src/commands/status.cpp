#include "commands/status.hpp"

#include "base/format.hpp"
#include "commands/build_database.hpp"
#include "commands/standard.hpp"
#include "live/read.hpp"

#include <future>

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

// Everything a status is made of; the other side is read only once, however often this one comes
// and goes.
class Inquiry {
  public:
    Inquiry(const Context& context, const database::Server& server, const models::Sources& sources,
            Standard::ModelsSource models)
        : context_(context), server_(server), sources_(sources), models_(models),
          standard_(context, server, sources, std::move(models)) {}

    // Nothing: the database came or went while it was looked at.
    std::optional<Status> look() {
        Status status;
        auto opened = server_.open("status");
        if (auto* session = std::get_if<Session>(&opened)) {
            describe_server(*session, context_, status);
            compare(*session, status);
        } else if (std::get<ConnectFailure>(opened).kind == ConnectFailure::Kind::no_database) {
            auto maintenance = server_.connect_to_maintenance("status");
            describe_server(maintenance, context_, status);
            if (status.properties) return std::nullopt;
        } else {
            server_.connect("status"); // throws, with the reason
        }
        say_what_is_known(status);
        return status;
    }

    std::vector<Problem> warnings() const { return standard_.warnings(); }

  private:
    // Models that are as they were need not be read again as long as nothing differs.
    void say_what_is_known(Status& status) const {
        status.source = context_.target.source;
        status.database = context_.target.database;
        if (context_.like) status.like = context_.like->database;
        status.model_files = sources_.paths();
        status.objects = standard_.objects();
        status.protected_by = protection(context_, status);
        for (const auto& difference : status.differences)
            if (const auto* fact = models_().catalog.find(difference.id))
                status.places.emplace(fact->id, fact->place);
    }

    void compare(Session& session, Status& status) {
        standard_.prepare(session);
        auto live = live::read(
            session, live::Dependencies::none,
            context_.like ? live::Another() : [this] { return server_.try_open("status"); });
        status.differences =
            plan::differences(standard_.catalog(session), live.catalog, standard_.scope());
        status.unknown = std::move(live.unknown);
    }

    const Context& context_;
    const database::Server& server_;
    const models::Sources& sources_;
    Standard::ModelsSource models_;
    Standard standard_;
};

// Until the database is there to be looked at.
Status look_until_there(const Context& context, Inquiry& inquiry) {
    // Whoever replaces the database meanwhile ends our session; a few times in a row is bad luck.
    for (int attempts = 20; attempts > 0; --attempts) {
        try {
            if (auto result = inquiry.look()) return *std::move(result);
        } catch (const postgres::ConnectionLost&) {
            // It may be there again in a moment.
        } catch (const Error& error) {
            if (!is_gone(error)) throw;
        }
        sleep_for(context.interruption, std::chrono::milliseconds(50));
    }
    throw Error(ExitStatus::busy,
                format("database \"{}\" is being replaced", context.target.database));
}

} // namespace

bool Status::in_sync() const {
    return properties && differences.empty();
}

Status status(const Context& context) {
    const auto sources =
        context.like ? models::Sources() : models::find(context.target.models.value);
    const auto loading = std::async(std::launch::deferred, [&] {
                             return context.like ? models::Models() : models::load(sources);
                         }).share();
    try {
        const auto server = reach_server(context);
        Inquiry inquiry(context, server, sources,
                        [&]() -> const models::Models& { return loading.get(); });
        auto status = look_until_there(context, inquiry);
        for (const auto& warning : inquiry.warnings()) context.warn(warning);
        return status;
    } catch (const Error&) {
        loading.get(); // what is wrong with the models is said before what is with the server
        throw;
    }
}

} // namespace pgslate::commands
