#include "desired/scratch.hpp"

#include "apply/blame.hpp"
#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "database/creation.hpp"
#include "database/leftovers.hpp"
#include "desired/trial.hpp"
#include "desired/unreadable.hpp"
#include "live/snapshot.hpp"
#include "plan/roles.hpp"
#include "sql/opening.hpp"

#include <algorithm>

namespace pgslate::desired {
namespace {

constexpr std::string_view making_roles = "making roles to try the models with";

using catalog::Catalog;
using catalog::Kind;
using postgres::Session;

// Only from a statement of which it is known what it creates can be told that it does not.
bool may_subscribe(const plan::Step& step) {
    return step.creates.empty()
           || std::ranges::any_of(step.creates, [](const catalog::Identity& id) {
                  return id.kind == Kind::subscription || id.kind == Kind::statement;
              });
}

Ground ground_of(Session& session) {
    Ground ground;
    postgres::Together together;
    ask_ground(together, ground);
    together.ask(session, "looking what scratch databases are made from");
    return ground;
}

bool misses_something(const Error& error) {
    return std::ranges::any_of(error.problems(), [](const Problem& problem) {
        return apply::is_not_there_yet({.sqlstate = problem.sqlstate});
    });
}

void roll_back(Session& session) {
    try {
        session.execute(sql::text("ROLLBACK"), "taking back what was tried");
    } catch (const Error&) {
        // The session has ended, and the transaction with it.
    }
}

bool is_short_of_locks(const Error& error) {
    return std::ranges::any_of(error.problems(), [](const Problem& problem) {
        return problem.sqlstate == postgres::sqlstate::out_of_memory;
    });
}

// They would give rights that nobody declares. Only a superuser may forget them whole.
void forget_default_privileges(Session& session) {
    try {
        session.execute(sql::text("DELETE FROM pg_catalog.pg_default_acl"),
                        "forgetting default privileges");
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error&) {
        // Then they hold.
    }
}

// "create role (schemas/a.sql:1:1) and 2 more"
std::string named(const std::vector<plan::Step>& steps) {
    const auto& first = steps.front();
    auto text = sql::opening_of(first.sql.sql());
    if (!first.origins.empty()) text += format(" ({})", to_string(first.origins.front().place));
    if (steps.size() > 1) text += format(" and {} more", steps.size() - 1);
    return text;
}

bool template1_has_objects(const database::Server& server, std::string_view task) {
    try {
        auto session = server.connect_to("template1", task);
        return database::has_objects(session);
    } catch (const Error&) {
        return false; // not to be found out
    }
}

// Nothing but the scratch database was touched: what the server refuses is wrong in the models.
Error blame_models(const Error& error) {
    return error.status() == ExitStatus::failed ? Error(ExitStatus::bad_model, error.problems())
                                                : error;
}

// What is read twice is the same both times.
void sort_dependencies(Catalog& catalog) {
    auto& all = catalog.dependencies;
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

// Whoever may make databases may yet be let into none but the target.
std::unique_ptr<Session> maintenance_of(const Workplace& place, std::string_view task) try {
    return std::make_unique<Session>(place.server.connect_to_maintenance(task));
} catch (const Error& error) {
    if (!place.is_target) throw;
    throw with_hint(error, "Models are compared as PostgreSQL prints them, which takes a scratch "
                           "database, and that is made from another database than the target. "
                           "Another server may have it: see `--scratch`.");
}

// Nor has whoever makes a database to be let into it.
std::unique_ptr<Session> session_in(const database::Server& server, const std::string& name,
                                    std::string_view task) try {
    return std::make_unique<Session>(server.connect_to(name, task));
} catch (const Error& error) {
    if (error.problems().front().sqlstate != postgres::sqlstate::invalid_authorization) throw;
    throw with_hint(error,
                    "Models are compared as PostgreSQL prints them, which takes this scratch "
                    "database. Another server may have it: see `--scratch`.");
}

} // namespace

void forget_own(Catalog& catalog, const std::string& user) {
    std::erase_if(catalog.facts, [&](const auto& entry) {
        const auto& id = entry.first;
        return id.kind == Kind::owner && entry.second.text("role") == user
               && !comes_with_a_database(subject_of(id));
    });
}

Scratch::Scratch(const Request& request, const Workplace& place, std::string_view task)
    : Scratch(request, place, maintenance_of(place, task), task) {}

Scratch::Scratch(const Request& request, const Workplace& place,
                 std::unique_ptr<Session> maintenance, std::string_view task)
    : server_(place.server), task_(task), maintenance_(std::move(maintenance)),
      ignores_(!request.target.ignore.empty()) {
    const Progress::Task making(request.progress, "Making a scratch database");
    const Progress::Trial trial(request.progress);
    const auto ground = place.ground ? *place.ground : ground_of(*maintenance_);
    neutral_ = ground.has_template0;
    database::remove_scratch_leftovers(*maintenance_, ground.leftovers, request.warn);
    auto options = place.options;
    if (neutral_) options.template_name = "template0";
    database_ = std::make_unique<database::Scratch>(*maintenance_, options);
    if (place.like) database::copy_own_parameters(*maintenance_, database_->name(), *place.like);
    session_ = session_in(server_, database_->name(), task);
    if (neutral_) return;
    inherited_ = live::read(*session_, live::Dependencies::none).catalog;
    forget_default_privileges(*session_);
}

// The session that is asked which place it is goes on being of use where that is its own server.
std::unique_ptr<Scratch> scratch_for(const Request& request, const database::Server& target,
                                     std::string_view task) {
    auto maintenance = std::make_unique<Session>(target.connect_to_maintenance(task));
    Prospect prospect(request);
    postgres::Together together;
    prospect.ask(together);
    together.ask(*maintenance, "looking where models can be tried");
    const auto place = prospect.choose(target, maintenance->server(), task);
    if (!place.is_target) return std::make_unique<Scratch>(request, place, task);
    return std::make_unique<Scratch>(request, place, std::move(maintenance), task);
}

// A database with subscriptions cannot be dropped.
Scratch::~Scratch() {
    const Progress::Task dropping(maintenance_->progress(), "Dropping the scratch database");
    const Progress::Trial trial(maintenance_->progress());
    if (passing_) roll_back(*session_);
    if (std::ranges::any_of(built_.steps, may_subscribe)) database::forget_subscriptions(*session_);
    session_.reset();
    database_.reset();
}

Tried Scratch::build(const Catalog& wanted) {
    const Progress::Trial trial(session_->progress());
    roles_ = canonical_roles(wanted, *session_, database_->name());
    auto needs = role_needs(*session_, wanted);
    auto problems = problems_of(needs);
    const bool missing = !needs.missing.empty() || !needs.undeclared.empty();
    if (!problems.empty() && !needs.may_make) throw Error(ExitStatus::bad_model, problems);
    const auto refused =
        missing && !needs.may_make ? may_not_make(needs) : std::optional<Problem>();
    const auto plan = plan::plan_creation(plan::without_roles(wanted));
    try {
        if (needs.may_make && (missing || plan::has_code_about_roles(wanted)))
            make_roles(wanted, std::move(needs));
        auto tried = run(plan);
        if (problems.empty()) return tried;
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        if (passing_ && is_short_of_locks(error))
            throw with_hint(error, "Where a role is missing, all is tried in one transaction: make "
                                   "the role first.");
        if (refused && misses_something(error)) throw Error(ExitStatus::refused, *refused);
        if (problems.empty()) throw;
        problems.insert(problems.end(), error.problems().begin(), error.problems().end());
    }
    throw Error(ExitStatus::bad_model, std::move(problems));
}

// Where what is undeclared is missing as well, it is made for the sake of what else may be wrong.
void Scratch::make_roles(const Catalog& wanted, RoleNeeds needs) {
    session_->execute(sql::text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), making_roles);
    passing_ = true;
    for (const auto& [role, place] : needs.undeclared)
        session_->execute(sql::text("CREATE ROLE {}", sql::Identifier(role)), making_roles);
    try {
        make_missing(*session_, wanted, std::move(needs));
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        throw blame_models(error);
    }
}

Tried Scratch::run(const plan::Plan& plan) {
    auto trial = trial_of(plan);
    built_.steps.insert(built_.steps.end(), plan.steps.begin(), plan.steps.end());
    const auto commit = passing_ ? apply::Commit::by_caller : apply::Commit::in_batches;
    try {
        const auto built = apply::build(*session_, trial.plan, commit);
        refuse_unreadable(*session_, trial.left_out, commit);
        return {.statements = built.statements, .left_out = std::move(trial.left_out)};
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        if (!misses_something(error)) throw blame_models(error);
        throw with_hints(blame_models(error), trial.left_out);
    }
}

// What is missing may be what nobody has made here.
Error Scratch::with_hints(Error error, const std::vector<plan::Step>& left_out) const {
    if (!left_out.empty())
        error =
            with_hint(error, format("Where models are only tried, some statements do not run: {}.",
                                    named(left_out)));
    if (ignores_)
        error = with_hint(error, "What is ignored and yet needed has to be declared, too: it is "
                                 "built to try the models, and not compared.");
    if (template1_has_objects(server_, task_))
        error = with_hint(error, "Models are tried in a copy of template0: what only template1 "
                                 "holds has to be declared.");
    return error;
}

Catalog Scratch::read() {
    return completed((passing_ ? live::read_in_transaction(*session_, live::Dependencies::all)
                               : live::read(*session_, live::Dependencies::all))
                         .catalog);
}

Catalog Scratch::read_after(const std::vector<sql::Text>& statements,
                            const std::function<void(const Catalog&, Session&)>& then) {
    constexpr std::string_view doing = "trying the models with old names";
    if (!passing_) session_->execute(sql::text("BEGIN"), doing);
    session_->execute(sql::text("SAVEPOINT before"), doing);
    for (const auto& statement : statements) session_->execute(statement, doing);
    auto made = completed(live::read_in_transaction(*session_, live::Dependencies::all).catalog);
    then(made, *session_);
    session_->execute(sql::text("ROLLBACK TO SAVEPOINT before"), doing);
    if (!passing_) session_->execute(sql::text("ROLLBACK"), doing);
    return made;
}

Catalog Scratch::completed(Catalog made) const {
    sort_dependencies(made);
    add_what_was_meant(made, built_);
    forget_own(made, session_->server().user);
    std::erase_if(made.facts, [this](const auto& entry) {
        const auto* before = inherited_.find(entry.first);
        return before != nullptr && before->attributes == entry.second.attributes;
    });
    for (const auto& role : roles_) made.facts.emplace(role.id, role);
    return made;
}

} // namespace pgslate::desired
