#include "commands/reset_rows.hpp"

#include "apply/build.hpp"
#include "apply/clear_rows.hpp"
#include "base/format.hpp"
#include "commands/about_database.hpp"
#include "live/text_array.hpp"
#include "plan/others.hpp"
#include "plan/roles.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using catalog::Identity;
using catalog::Kind;
using postgres::Session;

constexpr std::string_view clearing_rows = "emptying tables";

bool is_ignored(Kind kind, const std::vector<std::string>& names, const Context& context) {
    return plan::is_ignored(Identity{kind, names, {}}, context.target.ignore, {});
}

// What is somebody else's stays, and counts as outside.
void forget_ignored(live::RowsInSchemas& rows, const Context& context) {
    if (context.target.ignore.empty()) return;
    std::erase_if(rows.tables, [&](const live::FilledTable& table) {
        return is_ignored(Kind::table, table.names, context);
    });
    std::erase_if(rows.sequences, [&](const live::UsedSequence& sequence) {
        return is_ignored(Kind::sequence, sequence.names, context)
               || (!sequence.owner.empty() && is_ignored(Kind::table, sequence.owner, context));
    });
    for (auto& [number, referencing] : rows.references)
        if (is_ignored(Kind::table, referencing.names, context)) referencing.inside = false;
}

apply::Triggers triggers_for(Session& session) {
    if (session.role().superuser && !session.role().acts_as_another)
        return apply::Triggers::silenced;
    if (session.server().major() < 15) return apply::Triggers::fired;
    const auto question =
        sql::text("SELECT pg_catalog.has_parameter_privilege('session_replication_role', 'SET')");
    return session.query(question, clearing_rows).front().at(0) == "t" ? apply::Triggers::silenced
                                                                       : apply::Triggers::fired;
}

bool have_truncate_triggers(Session& session, const std::vector<std::string>& numbers) {
    if (numbers.empty()) return false;
    const auto question = sql::text(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ANY ({}::oid[]) "
        "AND NOT tgisinternal AND tgtype & 32 <> 0)", // TRIGGER_TYPE_TRUNCATE of pg_trigger.h
        sql::Literal(live::text_array(numbers)));
    return session.query(question, clearing_rows).front().at(0) == "t";
}

plan::Plan fillings(const Context& context, const models::Models& models) {
    auto plan =
        parted(plan::plan_creation(plan::without_roles(models.catalog)), context.target.database)
            .inside;
    std::erase_if(plan.steps, [](const plan::Step& step) { return !step.changes_data; });
    return plan;
}

class RowsReset {
  public:
    RowsReset(const Context& context, Session& session, Declared& declared, KnownSlate& known,
              const Slate& slate)
        : context_(context), session_(session), declared_(declared), known_(known), slate_(slate) {}

    // False: only making everything anew will do. The transaction is open then, too.
    bool run(InPlace& result) {
        execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        auto rows = live::rows_in_schemas(session_, slate_.schemas);
        forget_ignored(rows, context_);
        const auto triggers = triggers_for(session_);
        auto way = apply::clearing(rows, triggers);
        if (!way) return false;
        if (triggers == apply::Triggers::fired && have_truncate_triggers(session_, way->truncated))
            return false;
        context_.say("Emptying tables.");
        clear(*way, result);
        if (slate_.has_rows && !fill(result)) return false;
        const bool changed = way->rewrites();
        if (changed) known_.note(session_);
        execute("COMMIT");
        if (changed) known_.keep(slate_);
        return true;
    }

  private:
    void execute(const char* command) {
        session_.execute(sql::Text::verbatim(command), format("running {}", command));
    }

    // A policy that hides rows makes DELETE fail instead of leaving them.
    void clear(const apply::Clearing& way, InPlace& result) {
        postgres::Together together;
        together.add(sql::text("SET LOCAL row_security TO off"));
        for (const auto& statement : way.statements) together.add(statement);
        together.add(sql::text("SET LOCAL row_security TO on"));
        live::unlink_large_objects(together, slate_.schemas);
        together.ask(session_, clearing_rows);
        result.emptied = way.tables;
    }

    // A statement of the models may do anything.
    bool fill(InPlace& result) {
        known_.note(session_);
        result.statements =
            apply::build(session_, fillings(context_, declared_.models()), apply::Commit::by_caller)
                .statements;
        return known_.is_as_noted(session_);
    }

    const Context& context_;
    Session& session_;
    Declared& declared_;
    KnownSlate& known_;
    const Slate& slate_;
};

// What another try, which makes everything anew, may do better.
bool may_be_done_otherwise(const Error& error) {
    return error.status() == ExitStatus::failed || error.status() == ExitStatus::refused;
}

} // namespace

std::optional<InPlace> reset_rows(const Context& context, Session& session, Declared& declared,
                                  KnownSlate& known, const Slate& slate) {
    InPlace result{
        .database = context.target.database, .schemas = slate.schemas, .only_rows = true};
    const auto roll_back = [&] {
        session.execute(sql::text("ROLLBACK"), "undoing what was begun");
    };
    try {
        if (RowsReset(context, session, declared, known, slate).run(result)) return result;
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        if (!may_be_done_otherwise(error)) throw;
        context.detail(format("Emptying the tables is not enough: {}.", error.what()));
    }
    roll_back();
    return std::nullopt;
}

} // namespace pgslate::commands
