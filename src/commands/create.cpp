#include "commands/create.hpp"

#include "apply/build.hpp"
#include "commands/about_database.hpp"
#include "commands/build_database.hpp"
#include "commands/comparison.hpp"
#include "commands/inputs.hpp"
#include "commands/made_roles.hpp"
#include "commands/maintenance.hpp"
#include "commands/models_on_demand.hpp"
#include "commands/new_owner.hpp"
#include "commands/secrets.hpp"
#include "database/database.hpp"
#include "database/leftovers.hpp"
#include "database/wait_observer.hpp"
#include "plan/creations.hpp"
#include "plan/roles.hpp"

namespace pgslate::commands {
namespace {

using postgres::Session;

constexpr std::string_view create_task = "create";

struct Leftovers {
    std::vector<database::Temporary> leftovers;
    std::optional<database::Holder> holder;

    // Has a killed pgslate left something that nobody tidies up?
    bool is_untidy() const { return !leftovers.empty() && !holder; }
};

bool is_untidy(Session& session, const std::string& name, Comparison& comparison) {
    Leftovers left;
    postgres::Together together;
    database::ask_leftovers(together, name, left.leftovers);
    database::ask_holder(together, name, left.holder);
    comparison.ask(session, std::move(together));
    return left.is_untidy();
}

void note_rest(Create& result, Missing missing, const Comparison& comparison) {
    result.left_out = std::move(missing.left_out);
    if (!missing.differences) return;
    result.places = comparison.places_of(*missing.differences);
    result.differences = std::move(missing.differences);
}

// A database that lets nobody in may not be whole yet.
std::optional<Session> open_if_let_in(const database::Server& server) try {
    return server.open_if_there(create_task);
} catch (const Error& error) {
    if (error.status() != ExitStatus::refused) throw;
    return std::nullopt;
}

// The usual case, and the quickest: nothing to do. Another pgslate may replace the database while
// it is looked at; then whoever holds the lock looks again.
std::optional<Create> find_all_there(const Context& context, const database::Server& server,
                                     Comparison& comparison) try {
    auto session = open_if_let_in(server);
    if (!session || is_untidy(*session, context.target.database, comparison)) return std::nullopt;
    if (comparison.is_known_to_be_reached(*session))
        return Create{.database = context.target.database,
                      .differences = std::vector<plan::Difference>()};
    auto missing = comparison.missing(*session);
    if (!missing.plan.steps.empty()) return std::nullopt;
    Create result{.database = context.target.database};
    note_rest(result, std::move(missing), comparison);
    return result;
} catch (const postgres::ConnectionLost&) {
    return std::nullopt;
}

Create try_to_add_missing(const Context& context, const database::Server& server, Session& session,
                          const models::Models& models, Comparison& comparison) {
    Create result{.database = context.target.database};
    auto missing = comparison.missing(session);
    const auto& steps = missing.plan.steps;
    if (!steps.empty()) {
        check_roles(session, models.catalog);
        context.say(creating_what_is_missing);
        const database::WaitObserver observer(server, session, create_task);
        result.statements = apply::build(session, missing.plan).statements;
        result.created = plan::creations(missing.plan);
        missing = comparison.missing(session);
    }
    note_rest(result, std::move(missing), comparison);
    return result;
}

// Roles may be made by whoever works on another database of the server.
Create add_missing(const Context& context, const database::Server& server, Session& session,
                   const models::Models& models, Comparison& comparison) {
    for (int attempts = 3;; --attempts) try {
            return try_to_add_missing(context, server, session, models, comparison);
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
                  .statements = statements + plan.about.steps.size(),
                  .in_new_database = plan::creations(plan.inside)};
}

Create create_what_is_missing(const Context& context, const database::Server& server,
                              const models::Models& models, Comparison& comparison) {
    TargetLock lock(context, server, create_task);
    for (bool there = lock.take().has_value();; there = true) {
        if (there)
            if (auto session = server.open_if_there(create_task))
                return add_missing(context, server, *session, models, comparison);
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

// By an earlier run, whatever it is now.
bool was_reached(const Context& context, const ModelsOnDemand& models) {
    return desired::KeptAnswer(desired_request(context), models.sources(), desired::verdicts)
        .is_there();
}

} // namespace

// What is wrong with models is told before anybody waits for a server.
Create create(const Context& context, bool protect) {
    const ModelsOnDemand models(context);
    if (!was_reached(context, models)) models.get();
    const auto server = reach_server(context);
    Comparison comparison(context, server, models);
    auto all_there = find_all_there(context, server, comparison);
    for (const auto& warning : comparison.warnings()) context.warn(warning);
    auto result = all_there ? *std::move(all_there)
                            : create_what_is_missing(context, server, models.get(), comparison);
    result.marked = protect && protect_database(context, server);
    return result;
}

} // namespace pgslate::commands
