#include "commands/canonical.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/version.hpp"
#include "commands/presence.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "database/private_server.hpp"
#include "live/cache.hpp"
#include "live/questions.hpp"
#include "live/read.hpp"
#include "live/surroundings.hpp"
#include "plan/plan.hpp"

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;
using postgres::Session;

// Nothing but the scratch database was touched: what the server refuses is wrong in the models.
std::size_t build_or_blame(Session& session, const plan::Plan& plan) {
    try {
        return apply::build(session, plan, apply::Commit::in_batches).statements;
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

Workshop workshop_on(database::Server server, const Context& context, std::string_view task) {
    auto maintenance = std::make_unique<Session>(server.connect_to_maintenance(task));
    database::remove_scratch_leftovers(*maintenance, context.warn);
    auto scratch = std::make_unique<database::Scratch>(*maintenance);
    return {std::move(server), std::move(maintenance), std::move(scratch)};
}

// The project's private server, if there is one and it would print the same as the target's.
std::optional<database::Server> private_server(const Context& context, const database::Server& like,
                                               std::string_view task) {
    constexpr int of_major = 10000; // 150012 is 15.12
    const auto found =
        database::PrivateServer::of_project(context.target.folder, context.environment);
    if (context.target.local || !found.status().exists) return std::nullopt;
    auto target = context.target;
    target.local = true;
    database::Server server(target, context.environment, context.interruption);
    const auto version = [&](const Session& session) {
        return session.server().version / of_major;
    };
    const bool fits = version(server.connect_to_maintenance(task)) == version(like.connect(task));
    return fits ? std::optional(std::move(server)) : std::nullopt;
}

Workshop open_workshop(const database::Server& server, const Context& context,
                       std::string_view task) {
    if (context.scratch)
        return workshop_on({*context.scratch, context.environment, context.interruption}, context,
                           task);
    try {
        return workshop_on(server, context, task);
    } catch (const Error& error) {
        if (error.status() != ExitStatus::refused) throw;
        if (auto other = private_server(context, server, task))
            return workshop_on(*std::move(other), context, task);
        throw with_hint(error,
                        "Models are compared as PostgreSQL prints them, which takes a scratch "
                        "database. Another server of the same major version may have it: that "
                        "of `--scratch URL` or of `scratch` in the profile, or a private one "
                        "(`pgslate local start`).");
    }
}

// XDG Base Directory Specification: a path that is not absolute is to be ignored.
std::filesystem::path cache_folder(const config::Environment& environment) {
    const std::filesystem::path cache = environment.get("XDG_CACHE_HOME").value_or("");
    if (cache.is_absolute()) return cache / "pgslate";
    const std::filesystem::path home = environment.get("HOME").value_or("");
    return home.is_absolute() ? home / ".cache" / "pgslate" : std::filesystem::path();
}

// Everything that the canonical form depends on, each part with its length before it.
std::string cache_key(const models::Sources& sources,
                      const std::vector<std::string>& surroundings) {
    std::string key = std::string(version);
    const auto add = [&key](std::string_view part) { key += format("\n{} {}", part.size(), part); };
    for (const auto& question : live::object_questions()) add(question.sql);
    for (const auto& part : surroundings) add(part);
    for (const auto& [path, text] : sources.files) {
        add(path.string());
        add(text);
    }
    return key;
}

} // namespace

void forget_own(Catalog& catalog, const std::string& user) {
    std::erase_if(catalog.facts, [&](const auto& entry) {
        const auto& id = entry.first;
        const bool made_by_server = subject_of(id) == Identity{Kind::schema, {"public"}, {}};
        return id.kind == Kind::owner && entry.second.text("role") == user && !made_by_server;
    });
}

std::size_t build_scratch(const Context& context, const database::Server& server,
                          const models::Models& models, std::string_view task,
                          const std::function<void(Session&)>& use) {
    const auto workshop = open_workshop(server, context, task);
    auto session = workshop.server.connect_to(workshop.scratch->name(), task);
    const Forgetting forgetting(session);
    const auto statements = build_or_blame(session, plan::plan_creation(models.catalog));
    use(session);
    return statements;
}

std::optional<live::Kept> kept_canonical(const Context& context, const models::Sources& sources,
                                         const std::vector<std::string>& surroundings) {
    if (!sources.problems.empty()) return std::nullopt;
    return live::Cache(cache_folder(context.environment)).find(cache_key(sources, surroundings));
}

live::Kept make_canonical(const Context& context, const database::Server& server,
                          const models::Models& models,
                          const std::vector<std::string>& surroundings, const std::string& user) {
    live::Kept made{.catalog = {},
                    .objects = declared_objects(models.catalog).size(),
                    .warned = !models.warnings.empty()};
    build_scratch(context, server, models, "status", [&](Session& scratch) {
        made.catalog = live::read(scratch, live::Dependencies::none).catalog;
    });
    forget_own(made.catalog, user);
    live::Cache(cache_folder(context.environment))
        .store(cache_key(models.sources, surroundings), made);
    return made;
}

} // namespace pgslate::commands
