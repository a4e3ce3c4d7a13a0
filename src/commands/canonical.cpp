#include "commands/canonical.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/version.hpp"
#include "catalog/index.hpp"
#include "database/database.hpp"
#include "database/definition.hpp"
#include "database/leftovers.hpp"
#include "live/questions.hpp"
#include "live/read.hpp"
#include "live/surroundings.hpp"
#include "local/private_server.hpp"

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
database::CreateOptions options_like(Session& maintenance, const Context& context) {
    const auto& wanted = context.target.new_database;
    const auto there = database::definition_of(maintenance, context.target.database);
    auto options =
        there ? there->options
              : database::CreateOptions{.encoding = wanted.encoding, .locale = wanted.locale};
    options.owner.clear();
    options.tablespace.clear();
    return options;
}

Workshop workshop_on(database::Server server, const Context& context, std::string_view task) {
    auto maintenance = std::make_unique<Session>(server.connect_to_maintenance(task));
    database::remove_scratch_leftovers(*maintenance, context.warn);
    auto scratch =
        std::make_unique<database::Scratch>(*maintenance, options_like(*maintenance, context));
    return {std::move(server), std::move(maintenance), std::move(scratch)};
}

// The project's private server, if there is one and it would print the same as the target's.
std::optional<database::Server> private_server(const Context& context, const database::Server& like,
                                               std::string_view task) {
    const auto found = local::PrivateServer::of_project(context.target.folder, context.environment);
    if (context.target.local || !found.status().exists) return std::nullopt;
    auto target = context.target;
    target.local = true;
    database::Server server(target, context.environment, context.interruption);
    const bool fits = server.connect_to_maintenance(task).server().major()
                      == like.connect_to_maintenance(task).server().major();
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

// Another major version prints otherwise.
void require_major(const Session& scratch, int major) {
    if (scratch.server().major() == major) return;
    throw Error(ExitStatus::bad_configuration,
                format("the server for scratch databases is PostgreSQL {}, that of the database {}",
                       scratch.server().major(), major),
                {"Models are compared as PostgreSQL prints them: both must have one major "
                 "version. See `--scratch` and `scratch` in the profile."});
}

// Everything that the canonical form depends on.
live::Cache::Key key_of(const Context& context, const models::Sources& sources,
                        const Surroundings& surroundings) {
    auto key = key_of(context, surroundings);
    for (const auto& [path, text] : sources.files) {
        key.push_back(path.string());
        key.push_back(text);
    }
    return key;
}

} // namespace

void forget_own(Catalog& catalog, const std::string& user) {
    std::erase_if(catalog.facts, [&](const auto& entry) {
        const auto& id = entry.first;
        return id.kind == Kind::owner && entry.second.text("role") == user
               && !comes_with_a_database(subject_of(id));
    });
}

live::Cache cache_of(const Context& context) {
    return live::Cache(cache_folder(context.environment));
}

live::Cache::Key key_of(const Context& context, const Surroundings& surroundings) {
    live::Cache::Key key = {std::string(version)};
    for (const auto& question : live::object_questions()) key.emplace_back(question.sql);
    key.insert(key.end(), surroundings.details.begin(), surroundings.details.end());
    if (context.scratch)
        for (const auto& [keyword, value] : context.scratch->keywords) {
            key.push_back(keyword);
            key.push_back(value);
        }
    return key;
}

std::size_t build_scratch(const Context& context, const database::Server& server, plan::Plan plan,
                          std::string_view task, const std::function<void(Session&)>& use) {
    const auto workshop = open_workshop(server, context, task);
    auto session = workshop.server.connect_to(workshop.scratch->name(), task);
    const Forgetting forgetting(session);
    // Trying models changes nothing but the scratch database.
    std::erase_if(plan.steps, [](const plan::Step& step) { return step.shared; });
    const auto statements = build_or_blame(session, plan);
    use(session);
    return statements;
}

std::optional<live::Kept> kept_canonical(const Context& context, const models::Sources& sources,
                                         const Surroundings& surroundings) {
    if (!sources.problems.empty()) return std::nullopt;
    return cache_of(context).find(key_of(context, sources, surroundings));
}

live::Kept make_canonical(const Context& context, const database::Server& server,
                          const models::Models& models, const Surroundings& surroundings) {
    live::Kept made{.catalog = {},
                    .objects = catalog::count_declared(models.catalog),
                    .warned = !models.warnings.empty()};
    build_scratch(context, server, plan::plan_creation(models.catalog), "status",
                  [&](Session& scratch) {
                      require_major(scratch, surroundings.major);
                      made.catalog = live::read(scratch, live::Dependencies::none).catalog;
                      forget_own(made.catalog, scratch.server().user);
                  });
    cache_of(context).store(key_of(context, models.sources, surroundings), made);
    return made;
}

} // namespace pgslate::commands
