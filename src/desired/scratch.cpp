#include "desired/scratch.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "database/creation.hpp"
#include "database/database.hpp"
#include "database/definition.hpp"
#include "database/leftovers.hpp"
#include "local/private_server.hpp"

namespace pgslate::desired {

struct Workshop {
    Workshop(database::Server where, const Request& request, std::string_view task);
    // A database with subscriptions cannot be dropped.
    ~Workshop() { database::forget_subscriptions(session); }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    database::Server server;
    postgres::Session maintenance;
    std::optional<database::Definition> target; ///< what it is to be like
    database::Scratch scratch;
    postgres::Session session;
};

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

// What killed runs have left is tidied up first.
std::optional<database::Definition> definition_of_target(Session& maintenance,
                                                         const Request& request) {
    database::remove_scratch_leftovers(maintenance, request.warn);
    return database::definition_of(maintenance, request.target.database);
}

Session open_session(const Workshop& workshop, Session& maintenance, std::string_view task) {
    if (workshop.target)
        database::copy_own_parameters(maintenance, workshop.scratch.name(), *workshop.target);
    return workshop.server.connect_to(workshop.scratch.name(), task);
}

// The project's private server, if there is one and it would print the same as the target's: for
// what the project's own models say, and for nothing else.
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

std::unique_ptr<Workshop> open_workshop(const database::Server& server, const Request& request,
                                        std::string_view task) {
    if (request.scratch)
        return std::make_unique<Workshop>(
            database::Server(*request.scratch, request.environment, request.interruption), request,
            task);
    try {
        return std::make_unique<Workshop>(server, request, task);
    } catch (const Error& error) {
        if (error.status() != ExitStatus::refused || request.like) throw;
        if (auto other = private_server(request, server, task))
            return std::make_unique<Workshop>(*std::move(other), request, task);
        throw with_hint(error,
                        "Models are compared as PostgreSQL prints them, which takes a scratch "
                        "database. Another server of the same major version may have it: that "
                        "of `--scratch URL` or of `scratch` in the profile, or a private one "
                        "(`pgslate local start`).");
    }
}

} // namespace

Workshop::Workshop(database::Server where, const Request& request, std::string_view task)
    : server(std::move(where)), maintenance(server.connect_to_maintenance(task)),
      target(definition_of_target(maintenance, request)),
      scratch(maintenance, options_like(target, request)),
      session(open_session(*this, maintenance, task)) {}

ScratchBuild::ScratchBuild(const Request& request, const database::Server& server, plan::Plan plan,
                           std::string_view task)
    : workshop_(open_workshop(server, request, task)) {
    // Trying models changes nothing but the scratch database.
    std::erase_if(plan.steps, [](const plan::Step& step) { return step.shared; });
    statements_ = build_or_blame(workshop_->session, plan);
}

ScratchBuild::ScratchBuild(ScratchBuild&&) noexcept = default;
ScratchBuild& ScratchBuild::operator=(ScratchBuild&&) noexcept = default;
ScratchBuild::~ScratchBuild() = default;

Session& ScratchBuild::session() {
    return workshop_->session;
}

std::size_t ScratchBuild::statements() const {
    return statements_;
}

} // namespace pgslate::desired
