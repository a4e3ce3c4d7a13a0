#include "commands/status.hpp"

#include "base/format.hpp"
#include "commands/build_database.hpp"
#include "commands/presence.hpp"
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
    Inquiry(const Context& context, const database::Server& server, Standard::ModelsSource models)
        : context_(context), server_(server), models_(models),
          standard_(context, server, std::move(models)) {}

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

  private:
    void say_what_is_known(Status& status) const {
        const auto& models = models_();
        status.source = context_.target.source;
        status.database = context_.target.database;
        if (context_.like) status.like = context_.like->database;
        status.model_files = models.files;
        status.objects = declared_objects(models.catalog).size();
        status.protected_by = protection(context_, status);
        for (const auto& difference : status.differences)
            if (const auto* fact = models.catalog.find(difference.id))
                status.places.emplace(fact->id, fact->place);
    }

    void compare(Session& session, Status& status) {
        standard_.prepare(session);
        auto live = live::read(session, live::Dependencies::none,
                               [this] { return server_.try_open("status"); });
        status.differences =
            plan::differences(standard_.catalog(session), live.catalog, standard_.scope());
        status.unknown = std::move(live.unknown);
    }

    const Context& context_;
    const database::Server& server_;
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
    // While the server is asked; what is wrong with the models is said before what is with it.
    const auto loading =
        std::async(std::launch::async, [&] {
            return context.like ? models::Models() : models::load(context.target.models.value);
        }).share();
    try {
        const auto server = reach_server(context);
        Inquiry inquiry(context, server, [&]() -> const models::Models& { return loading.get(); });
        auto status = look_until_there(context, inquiry);
        for (const auto& warning : loading.get().warnings) context.warn(warning);
        return status;
    } catch (const Error&) {
        loading.get();
        throw;
    }
}

} // namespace pgslate::commands
