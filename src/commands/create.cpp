#include "commands/create.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "catalog/index.hpp"
#include "commands/about_database.hpp"
#include "commands/build_database.hpp"
#include "commands/inputs.hpp"
#include "commands/made_roles.hpp"
#include "commands/maintenance.hpp"
#include "commands/new_owner.hpp"
#include "commands/secrets.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "desired/desired_state.hpp"
#include "live/names.hpp"
#include "live/read.hpp"
#include "plan/others.hpp"
#include "plan/plan.hpp"
#include "plan/roles.hpp"

#include <set>

namespace pgslate::commands {
namespace {

using postgres::Session;

constexpr std::string_view create_task = "create";

// What is missing in a database that is there, and what of it can be created.
struct Missing {
    plan::Plan plan;
    std::vector<catalog::Identity> created;
    std::vector<catalog::Identity> left_out;
};

// Owners and privileges are not among the names that are read of a database.
bool names_tell(const catalog::Identity& id) {
    return id.kind != catalog::Kind::owner && id.kind != catalog::Kind::privileges;
}

// What is somebody else's counts as there.
Missing missing_from(plan::Present present, const models::Models& models,
                     const plan::Patterns& ignore) {
    for (const auto& [id, fact] : models.catalog.facts)
        if (plan::is_ignored(id, ignore, models.catalog)) present.identities.insert(id);
    Missing missing{
        .plan = plan::plan_missing(models.catalog, present), .created = {}, .left_out = {}};
    std::set<catalog::Identity> created;
    for (const auto& step : missing.plan.steps) {
        created.insert(step.creates.begin(), step.creates.end());
        missing.created.insert(missing.created.end(), step.creates.begin(), step.creates.end());
    }
    for (const auto& id : catalog::declared_objects(models.catalog))
        if (names_tell(id) && !present.identities.contains(id) && !created.contains(id))
            missing.left_out.push_back(id);
    return missing;
}

Create as_result(const Context& context, Missing missing) {
    return {.database = context.target.database,
            .created = std::move(missing.created),
            .left_out = std::move(missing.left_out)};
}

struct Look {
    plan::Present present;
    std::vector<database::Temporary> leftovers;
    std::optional<database::Holder> holder;

    // Has a killed pgslate left something that nobody tidies up?
    bool is_untidy() const { return !leftovers.empty() && !holder; }
};

Look look_at(Session& session, const std::string& name) {
    Look look;
    postgres::Together together;
    live::ask_names(together, session.server().version, look.present.identities);
    database::ask_leftovers(together, name, look.leftovers);
    database::ask_holder(together, name, look.holder);
    together.ask(session, "reading what the database contains");
    return look;
}

struct AllThere {
    Create result;
    Session session; // that has looked
};

// The usual case, and the quickest: nothing to do. Another pgslate may replace the database while
// it is looked at; then whoever holds the lock looks again.
std::optional<AllThere> find_all_there(const Context& context, const database::Server& server,
                                       const models::Models& models) {
    try {
        auto session = server.open_if_there(create_task);
        if (!session) return std::nullopt;
        const auto look = look_at(*session, context.target.database);
        auto missing = missing_from(look.present, models, context.target.ignore);
        if (!missing.plan.steps.empty() || look.is_untidy()) return std::nullopt;
        return AllThere{as_result(context, std::move(missing)), *std::move(session)};
    } catch (const postgres::ConnectionLost&) {
        return std::nullopt;
    } catch (const Error& error) {
        if (error.status() != ExitStatus::refused) throw;
        return std::nullopt; // the database lets nobody in: is it whole?
    }
}

Create try_to_add_missing(const Context& context, Session& session, const models::Models& models) {
    auto missing = missing_from({live::read_names(session)}, models, context.target.ignore);
    const auto plan = std::move(missing.plan);
    refuse_placeholders(plan);
    auto result = as_result(context, std::move(missing));
    if (plan.steps.empty()) return result;
    check_roles(session, models.catalog);
    context.say(creating_what_is_missing);
    result.statements = apply::build(session, plan).statements;
    return result;
}

// Roles may be made by whoever works on another database of the server.
Create add_missing(const Context& context, Session& session, const models::Models& models) {
    for (int attempts = 3;; --attempts) try {
            return try_to_add_missing(context, session, models);
        } catch (const Error& error) {
            if (attempts == 1 || !desired::is_made_by_somebody(error)) throw;
        }
}

// Nothing: somebody else has created the database meanwhile.
std::optional<Create> make_database(const Context& context, const Replacement& replacement,
                                    const models::Models& models) {
    refuse_placeholders(models);
    const auto& name = context.target.database;
    const auto plan = parted(plan::plan_creation(plan::without_roles(models.catalog)), name);
    check_new_owner(context, replacement.maintenance, models.catalog);
    auto needs = check_roles(replacement.maintenance, models.catalog);
    MadeRoles roles(context, replacement.maintenance, models.catalog, std::move(needs));
    auto successor = begin_successor(context, replacement);
    const auto statements = build(context, replacement, successor, plan.inside, {});
    if (!take_name(context, replacement, successor, plan.about)) return std::nullopt;
    roles.keep();
    return Create{.database = name,
                  .made_database = true,
                  .statements = statements + plan.about.steps.size()};
}

Create create_what_is_missing(const Context& context, const database::Server& server,
                              const models::Models& models) {
    TargetLock lock(context, server, create_task);
    for (bool there = lock.take().has_value();; there = true) {
        if (there)
            if (auto session = server.open_if_there(create_task))
                return add_missing(context, *session, models);
        const Replacement replacement{
            .server = server, .maintenance = lock.session(), .task = create_task, .former = {}};
        if (auto made = make_database(context, replacement, models)) return *std::move(made);
    }
}

// False: somebody has dropped it meanwhile.
bool protect_database(const Context& context, const database::Server& server) {
    const auto& name = context.target.database;
    TargetLock lock(context, server, create_task);
    lock.take();
    const auto properties = database::find(lock.session(), name);
    if (properties) database::set_protection_mark(lock.session(), name, *properties);
    return properties.has_value();
}

// What `create` learns once it has created what is missing by its name. What it is made of has to
// live as long.
class Comparison {
  public:
    // Reads the database. Throws Error.
    Comparison(const Context& context, const database::Server& server, const models::Models& models,
               Session session);

    // Creates what else is missing: operators, say, which have no name that a model tells. It is
    // added to `result`. Throws Error.
    void add_the_rest(Create& result);
    // Notes in `result` what is missing or different all the same; nothing of that is altered.
    // Throws Error.
    void tell(Create& result);

  private:
    void read();
    plan::Plan rest();

    const Context& context_;
    const database::Server& server_;
    const models::Models& models_;
    postgres::Session session_;
    desired::DesiredState desired_;
    catalog::Catalog live_;
};

Comparison::Comparison(const Context& context, const database::Server& server,
                       const models::Models& models, Session session)
    : context_(context), server_(server), models_(models), session_(std::move(session)),
      desired_(desired_request(context), server, models.sources,
               [this]() -> const models::Models& { return models_; }) {
    postgres::Together together;
    desired_.ask(together, session_.server());
    together.ask(session_, "looking where models can be tried");
    desired_.prepare(session_.server());
    read();
}

void Comparison::read() {
    live_ = live::read(session_, live::Dependencies::none, [this] {
                return server_.try_open(create_task);
            }).catalog;
    desired_.add_roles(live_, [this]() -> Session& { return session_; });
}

plan::Plan Comparison::rest() {
    plan::Present present;
    for (const auto& [id, fact] : live_.facts) present.identities.insert(id);
    const auto& declared = desired_.catalog();
    for (const auto& [id, fact] : declared.facts)
        if (comes_with_a_database(id) || id.kind == catalog::Kind::role
            || plan::is_ignored(id, context_.target.ignore, declared))
            present.identities.insert(id);
    auto plan = plan::plan_missing(declared, present, plan::Statements::about_created,
                                   plan::Author::server);
    if (has_placeholders(plan)) refuse_placeholders(models_); // they know where
    return plan;
}

void Comparison::add_the_rest(Create& result) {
    if (rest().steps.empty()) return;
    TargetLock lock(context_, server_, create_task);
    lock.take();
    read();
    const auto plan = rest();
    if (plan.steps.empty()) return;
    if (result.statements == 0) context_.say(creating_what_is_missing);
    result.statements += apply::build(session_, plan).statements;
    for (const auto& step : plan.steps)
        result.created.insert(result.created.end(), step.creates.begin(), step.creates.end());
    read();
}

void Comparison::tell(Create& result) {
    auto all = desired_.differences(live_);
    std::erase_if(all, [](const plan::Difference& difference) {
        return difference.kind == plan::Difference::Kind::undeclared;
    });
    result.places = desired_.places_of(all);
    result.differences = std::move(all);
}

// Comparing takes a scratch database, which not everybody may make.
bool is_beyond_us(const Error& error) {
    return error.status() == ExitStatus::refused || error.status() == ExitStatus::unavailable;
}

// What is there is never altered, but whoever declares something else is told.
void compare(const Context& context, const database::Server& server, const models::Models& models,
             std::optional<Session> session, Create& result) {
    try {
        Comparison comparison(context, server, models,
                              session ? *std::move(session) : server.connect(create_task));
        comparison.add_the_rest(result);
        comparison.tell(result);
    } catch (const postgres::ConnectionLost&) {
        return; // replaced by somebody: then it is new
    } catch (const Error& error) {
        if (!is_beyond_us(error))
            throw result.statements == 0 ? error
                                         : with_hint(error, "What was missing has been created.");
        context.note(format("Not compared with the models: {}.", error.what()));
    }
}

} // namespace

Create create(const Context& context, bool protect) {
    const auto models = load_models(context);
    const auto server = reach_server(context);
    Create result;
    std::optional<Session> session;
    if (auto all_there = find_all_there(context, server, models)) {
        result = std::move(all_there->result);
        session = std::move(all_there->session);
    } else {
        result = create_what_is_missing(context, server, models);
    }
    if (!result.made_database) compare(context, server, models, std::move(session), result);
    result.marked = protect && protect_database(context, server);
    return result;
}

} // namespace pgslate::commands
