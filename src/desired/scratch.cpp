#include "desired/scratch.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "database/creation.hpp"
#include "database/database.hpp"
#include "database/definition.hpp"
#include "database/leftovers.hpp"
#include "local/private_server.hpp"

#include <memory>

namespace pgslate::desired {
namespace {

using postgres::Session;

// Nothing but the scratch database was touched: what the server refuses is wrong in the models.
std::size_t build_or_blame(Session& session, const plan::Plan& plan) {
    try {
        return apply::build(session, plan, apply::Commit::in_batches).statements;
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        if (error.status() != ExitStatus::failed) throw;
        throw Error(ExitStatus::bad_model, error.problems());
    }
}

// A database with subscriptions cannot be dropped.
class Forgetting {
  public:
    explicit Forgetting(Session& session) : session_(session) {}
    ~Forgetting() { database::forget_subscriptions(session_); }
    Forgetting(const Forgetting&) = delete;
    Forgetting& operator=(const Forgetting&) = delete;

  private:
    Session& session_;
};

// A scratch database, and the server that it is on.
struct Workshop {
    database::Server server;
    std::unique_ptr<Session> maintenance;
    std::unique_ptr<database::Scratch> scratch;
};

// The target's encoding and locale decide which collations there can be.
database::CreateOptions options_like(const std::optional<database::Definition>& there,
                                     const Request& request) {
    const auto& wanted = request.target.new_database;
    auto options =
        there ? there->options
              : database::CreateOptions{.encoding = wanted.encoding, .locale = wanted.locale};
    options.owner.clear();
    options.tablespace.clear();
    return options;
}

Workshop workshop_on(database::Server server, const Request& request, std::string_view task) {
    auto maintenance = std::make_unique<Session>(server.connect_to_maintenance(task));
    database::remove_scratch_leftovers(*maintenance, request.warn);
    const auto there = database::definition_of(*maintenance, request.target.database);
    auto scratch = std::make_unique<database::Scratch>(*maintenance, options_like(there, request));
    if (there) database::copy_own_parameters(*maintenance, scratch->name(), *there);
    return {std::move(server), std::move(maintenance), std::move(scratch)};
}

// The project's private server, if there is one and it would print the same as the target's.
std::optional<database::Server> private_server(const Request& request, const database::Server& like,
                                               std::string_view task) {
    const auto found = local::PrivateServer::of_project(request.target.folder, request.environment);
    if (request.target.local || !found.status().exists) return std::nullopt;
    auto target = request.target;
    target.local = true;
    database::Server server(target, request.environment, request.interruption);
    const bool fits = server.connect_to_maintenance(task).server().major()
                      == like.connect_to_maintenance(task).server().major();
    return fits ? std::optional(std::move(server)) : std::nullopt;
}

Workshop open_workshop(const database::Server& server, const Request& request,
                       std::string_view task) {
    if (request.scratch)
        return workshop_on({*request.scratch, request.environment, request.interruption}, request,
                           task);
    try {
        return workshop_on(server, request, task);
    } catch (const Error& error) {
        if (error.status() != ExitStatus::refused) throw;
        if (auto other = private_server(request, server, task))
            return workshop_on(*std::move(other), request, task);
        throw with_hint(error,
                        "Models are compared as PostgreSQL prints them, which takes a scratch "
                        "database. Another server of the same major version may have it: that "
                        "of `--scratch URL` or of `scratch` in the profile, or a private one "
                        "(`pgslate local start`).");
    }
}

} // namespace

std::size_t build_scratch(const Request& request, const database::Server& server, plan::Plan plan,
                          std::string_view task, const std::function<void(Session&)>& use) {
    const auto workshop = open_workshop(server, request, task);
    auto session = workshop.server.connect_to(workshop.scratch->name(), task);
    const Forgetting forgetting(session);
    // Trying models changes nothing but the scratch database.
    std::erase_if(plan.steps, [](const plan::Step& step) { return step.shared; });
    const auto statements = build_or_blame(session, plan);
    use(session);
    return statements;
}

} // namespace pgslate::desired
