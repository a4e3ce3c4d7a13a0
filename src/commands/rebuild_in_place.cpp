#include "commands/rebuild_in_place.hpp"

#include "apply/build.hpp"
#include "apply/empty.hpp"
#include "base/format.hpp"
#include "commands/about_database.hpp"
#include "commands/made_roles.hpp"
#include "commands/present.hpp"
#include "commands/reset_rows.hpp"
#include "commands/schemas_in_scope.hpp"
#include "database/database.hpp"
#include "live/dependents_outside.hpp"
#include "live/snapshot.hpp"
#include "plan/creations.hpp"
#include "plan/others.hpp"

#include <algorithm>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Kind;
using postgres::Session;

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
        known.begin(first, session_.server());
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
        remove_objects();
        build(before);
        refuse_loss(live::lost(before, outside()));
        refuse_to_touch(ignored);
        const bool keeps = is_only_rows_away(known);
        execute("COMMIT");
        if (keeps)
            known.keep({.schemas = result_.schemas,
                        .has_rows = has_rows_,
                        .warned = warned_,
                        .fillings = fillings_to_keep(context_, catalog_)});
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
            if (!rows.tables.empty() || is_any_used(rows.sequences))
                return fail("there are rows that no statement of the models has added");
        }
        known.note(session_);
        return known.is_alone(session_) || fail("somebody else has changed the catalogs meanwhile");
    }

    void remove_objects() {
        postgres::Together together;
        remove_large_objects(together, result_.schemas, context_);
        if (!together.is_empty()) together.ask(session_, "removing large objects");
    }

    bool is_any_used(const std::vector<live::Sequence>& sequences) {
        std::vector<live::Sequence> used;
        postgres::Together together;
        live::ask_used(together, session_.server().version, sequences, used);
        if (!together.is_empty()) together.ask(session_, looking);
        return !used.empty();
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

} // namespace

InPlace rebuild_in_place(const Context& context, Session& session, const models::Models& models,
                         KnownSlate& known) {
    return InPlaceReset(context, session, models).run(known);
}

} // namespace pgslate::commands
