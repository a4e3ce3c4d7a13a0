#include "commands/reset_in_place.hpp"

#include "apply/build.hpp"
#include "apply/empty.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "commands/about_database.hpp"
#include "commands/database_lock.hpp"
#include "commands/declared.hpp"
#include "commands/guard.hpp"
#include "commands/inputs.hpp"
#include "commands/lock_attempts.hpp"
#include "commands/made_roles.hpp"
#include "commands/maintenance.hpp"
#include "commands/present.hpp"
#include "commands/reset_rows.hpp"
#include "database/wait_observer.hpp"
#include "live/dependents_outside.hpp"
#include "live/snapshot.hpp"
#include "plan/creations.hpp"
#include "plan/others.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;
using postgres::Session;

using Schemas = std::vector<std::string>;

bool is_system_schema(const std::string& name) {
    return name.starts_with("pg_") || name == "information_schema";
}

bool is_in_schema(const Fact& fact) {
    const bool elsewhere = fact.id.kind == Kind::statement || fact.id.kind == Kind::comment;
    return !elsewhere && !fact.parent && fact.id.names.size() > 1;
}

// A schema that a model declares only by wanting an extension in it is the extension's: others may
// keep theirs there too.
bool is_for_extension(const Catalog& catalog, const Fact& schema) {
    return std::ranges::any_of(catalog.facts, [&](const auto& entry) {
        const auto& [id, fact] = entry;
        return id.kind == Kind::extension && fact.text("schema") == schema.id.name()
               && fact.place == schema.place;
    });
}

// The schemas that models put something in, and those that they declare.
Schemas schemas_in_scope(const Catalog& catalog) {
    std::set<std::string> names;
    for (const auto& [id, fact] : catalog.facts) {
        const bool declared = id.kind == Kind::schema && !is_for_extension(catalog, fact);
        if (declared || is_in_schema(fact)) names.insert(id.names.front());
    }
    std::erase_if(names, is_system_schema);
    return {names.begin(), names.end()};
}

constexpr std::string_view in_place_task = "resetdb";

Session open_target(const Context& context, const database::Server& server) {
    if (auto session = server.open_if_there(in_place_task)) return *std::move(session);
    throw Error(ExitStatus::bad_configuration,
                format("there is no database \"{}\" to reset in place", context.target.database),
                {"`pgslate create` makes it; so does `pgslate resetdb`. Both need the right to "
                 "create databases."});
}

// The comment on the database; nothing if the session is no more with the one of that name: whoever
// was waited for may have put another in its place, and ended the session.
std::optional<std::string> comment_if_still_called(Session& session, const std::string& name) try {
    bool same = false;
    database::Known known;
    postgres::Together together;
    together.add(sql::text("SELECT pg_catalog.current_database()"),
                 [&](const auto& rows) { same = rows.front().at(0) == name; });
    database::ask_known(together, name, known);
    together.ask(session, "looking whether the database is still the same");
    return same ? std::optional(known.comment) : std::nullopt;
} catch (const postgres::ConnectionLost&) {
    return std::nullopt;
}

// Whoever is waited for may put another database in the place of this one, and end the session.
void lock_in_target(const Context& context, const database::Server& server, Session& session,
                    std::optional<DatabaseLock>& lock) {
    for (int attempts = 3; !lock; --attempts) try {
            lock.emplace(context, session);
        } catch (const postgres::ConnectionLost&) {
            if (attempts == 1) throw;
            session = open_target(context, server);
        }
}

void refuse_loss(const std::vector<live::Dependent>& lost) {
    if (lost.empty()) return;
    Problem problem;
    problem.message = "emptying the schemas would take away what is outside of them";
    for (const auto& one : lost)
        problem.notes.push_back(format("{} {}", one.object.type, one.object.identity));
    problem.hints = {"It depends on something in these schemas. Drop it first, or declare it in "
                     "the models; `pgslate resetdb` without --in-place makes the whole database "
                     "anew."};
    throw Error(ExitStatus::refused, std::move(problem));
}

class InPlaceReset {
  public:
    InPlaceReset(const Context& context, Session& session, const models::Models& models)
        : context_(context), session_(session), catalog_(models.catalog),
          warned_(!models.warnings.empty()), result_{.database = context.target.database,
                                                     .schemas = schemas_in_scope(models.catalog)} {}

    /// What is left is kept for the next one.
    InPlace run(KnownSlate& known) {
        // Whatever the role's defaults are: each statement has to see what others have committed.
        std::vector<live::Dependent> before;
        postgres::Together first;
        first.add(sql::text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        std::vector<live::Object> objects;
        ask_dependents_outside(first, result_.schemas, before);
        ask_objects_in_schemas(first, result_.schemas, objects);
        first.ask(session_, looking);
        desired::make_missing(session_, catalog_, desired::role_needs(session_, catalog_));
        const auto ignored = read_ignored();
        context_.say("Emptying schemas.");
        result_.dropped = apply::empty(session_, result_.schemas, std::move(objects),
                                       [names = names_of(ignored)](const live::Object& one) {
                                           return names.contains(one.identity);
                                       });
        remove_large_objects(session_, result_.schemas, context_);
        build(before);
        refuse_loss(live::lost(before, outside()));
        refuse_to_touch(ignored);
        const bool keeps = is_only_rows_away(known);
        execute("COMMIT");
        if (keeps)
            known.keep({.schemas = result_.schemas, .has_rows = has_rows_, .warned = warned_});
        return std::move(result_);
    }

  private:
    void execute(const char* command) {
        session_.execute(sql::Text::verbatim(command), format("running {}", command));
    }

    // What is somebody else's in these schemas.
    Catalog read_ignored() {
        Catalog ignored;
        const auto& patterns = context_.target.ignore;
        if (patterns.empty()) return ignored;
        auto live = live::read_in_transaction(session_, live::Dependencies::none).catalog;
        for (const auto& [id, fact] : live.facts)
            if (plan::is_ignored(id, patterns, live)) ignored.facts.emplace(id, fact);
        for (const auto& id : plan::forget_ignored(live, patterns))
            context_.detail(format("Ignored: {}", to_string(id)));
        return ignored;
    }

    // As the server names them.
    static std::set<std::string> names_of(const Catalog& ignored) {
        std::set<std::string> names;
        for (const auto& [id, fact] : ignored.facts)
            names.insert(to_string(id).substr(to_string(id.kind).size() + 1));
        return names;
    }

    // What was dropped may have taken something along, or a part of it.
    void refuse_to_touch(const Catalog& ignored) {
        if (ignored.facts.empty()) return;
        const auto now = live::read_in_transaction(session_, live::Dependencies::none).catalog;
        std::vector<Problem> problems;
        for (const auto& [id, fact] : ignored.facts)
            if (const auto* found = now.find(id);
                (found == nullptr && (subject_of(id) == id || now.contains(subject_of(id))))
                || (found != nullptr && found->attributes != fact.attributes))
                problems.push_back(advised(
                    format("{} is ignored, and would be another or gone; nothing was changed",
                           to_string(id)),
                    {"It depends on something that the models declare: `pgslate apply` keeps that, "
                     "where resetdb makes it anew."}));
        if (!problems.empty()) throw Error(ExitStatus::refused, std::move(problems));
    }

    // Can the next reset have all this by taking rows, and running what adds some? Where the models
    // add none, there are none now.
    bool is_only_rows_away(KnownSlate& known) {
        if (!more_.empty()) return fail(more_);
        if (!has_rows_) {
            const auto rows = rows_of_models(session_, result_.schemas, context_);
            if (!rows.tables.empty() || !rows.sequences.empty())
                return fail("there are rows that no statement of the models has added");
        }
        known.note(session_);
        return known.is_alone(session_, KnownSlate::Own::anything)
               || fail("somebody else has changed the catalogs meanwhile");
    }

    bool fail(std::string_view why) const {
        context_.detail(format("The next reset in place has to build everything, too: {}.", why));
        return false;
    }

    std::vector<live::Dependent> outside() {
        std::vector<live::Dependent> result;
        postgres::Together together;
        ask_dependents_outside(together, result_.schemas, result);
        together.ask(session_, looking);
        return result;
    }

    struct Rest {
        std::vector<live::Dependent> outside;
        plan::Present present;
        database::Known database;
    };

    Rest look() {
        Rest rest;
        postgres::Together together;
        ask_dependents_outside(together, result_.schemas, rest.outside);
        database::ask_known(together, result_.database, rest.database);
        together.ask(session_, looking);
        const auto live = live::read_in_transaction(session_, live::Dependencies::none).catalog;
        rest.present = present_in(session_, live, catalog_, context_.target.ignore);
        return rest;
    }

    void build(const std::vector<live::Dependent>& before) {
        const auto rest = look();
        // Tables that are gone now are gone for good; the rest may be declared in the models.
        auto lost = live::lost(before, rest.outside);
        std::erase_if(lost, [](const live::Dependent& one) { return !one.holds_data; });
        refuse_loss(lost);
        context_.say("Creating tables.");
        // Models take this one for granted.
        const bool no_public = !rest.present.identities.contains({Kind::schema, {"public"}, {}});
        if (no_public && std::ranges::count(result_.schemas, "public") > 0)
            execute("CREATE SCHEMA public");
        const auto& name = result_.database;
        const auto plan =
            parted(plan::plan_missing(catalog_, rest.present, plan::Statements::all), name);
        result_.statements =
            apply::build(session_, plan.inside, apply::Commit::by_caller).statements;
        result_.made = plan::creations(plan.inside);
        more_ = plan.about.steps.empty() ? more_than_rows(plan.inside)
                                         : "the models say something about the database itself";
        has_rows_ = std::ranges::any_of(plan.inside.steps, &plan::Step::changes_data);
        result_.statements += run_about(session_, plan.about);
        database::keep_protection_mark(session_, name, rest.database.comment);
    }

    static constexpr std::string_view looking = "looking what the database contains";

    const Context& context_;
    Session& session_;
    const Catalog& catalog_;
    bool warned_;
    bool has_rows_ = false; // statements of the models have added some
    std::string more_; // why it takes more than those to have everything as it is; empty: no more
    InPlace result_;
};

InPlace reset_in(const Context& context, Session& session, Declared& declared, KnownSlate& known) {
    const auto slate = known.look(session);
    if (!slate)
        tell_why_everything(context, known.why_nothing());
    else if (slate->warned)
        tell_why_everything(context, "what the models are warned of is to be told again");
    else if (auto result = reset_rows(context, session, declared, known, *slate))
        return *std::move(result);
    check_roles(session, declared.models().catalog);
    return InPlaceReset(context, session, declared.models()).run(known);
}

// All was one transaction.
Error left_alone(const Error& error, const std::optional<database::LockWait>& wait,
                 Session& session, const std::string& name) {
    auto problems = error.problems();
    session.execute(sql::text("ROLLBACK"), "undoing what was begun");
    if (wait)
        for (auto& line : in_words(*wait, session))
            problems.front().notes.push_back(std::move(line));
    problems.front().hints.push_back(format("Database \"{}\" is as it was.", name));
    return {error.status(), std::move(problems)};
}

} // namespace

InPlace reset_in_place(const Context& context) {
    Declared declared(context);
    KnownSlate known(context, declared.sources());
    if (!known.is_there()) declared.models();
    const auto server = reach_server_to_destroy(context);
    const auto& name = context.target.database;
    auto session = open_target(context, server);
    guard(context, session);
    auto maintenance = open_maintenance(server, in_place_task);
    std::optional<DatabaseLock> lock;
    if (maintenance)
        lock.emplace(context, *maintenance);
    else
        lock_in_target(context, server, session, lock);
    auto comment = comment_if_still_called(session, name);
    if (!comment) {
        session = open_target(context, server);
        comment = database::known_of(session, name).comment;
    }
    guard_mark(context, *comment);
    session.on_warning([&context](const postgres::ServerError& warning) {
        context.warn(postgres::problem(warning, ""));
    });
    database::WaitObserver observer(server, session, in_place_task, maintenance ? "postgres" : name,
                                    looking_interval(session.lock_timeout()));
    try {
        auto result = reset_in(context, session, declared, known);
        context.say("Shiny!");
        return result;
    } catch (const Error& error) {
        if (error.status() != ExitStatus::busy) throw;
        throw left_alone(error, observer.end(), session, name);
    }
}

} // namespace pgslate::commands
