#include "commands/reset_rows.hpp"

#include "apply/build.hpp"
#include "apply/clear_rows.hpp"
#include "base/format.hpp"
#include "live/catalog_changes.hpp"
#include "live/text_array.hpp"
#include "plan/others.hpp"
#include "postgres/told.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pgslate::commands {
namespace {

using catalog::Identity;
using catalog::Kind;
using postgres::Session;

constexpr std::string_view clearing_rows = "emptying tables";
constexpr std::string_view looking_at_catalogs = "looking whether more than rows has changed";

bool is_ignored(Kind kind, const std::vector<std::string>& names, const Context& context) {
    return plan::is_ignored(Identity{kind, names, {}}, context.target.ignore, {});
}

// What is somebody else's stays, and counts as outside.
void leave_out_ignored(live::RowsInSchemas& rows, const Context& context) {
    if (context.target.ignore.empty()) return;
    std::erase_if(rows.tables, [&](const live::FilledTable& table) {
        return is_ignored(Kind::table, table.names, context);
    });
    std::erase_if(rows.sequences, [&](const live::Sequence& sequence) {
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

// What fires all the same would do more than to empty tables, or less.
bool fires(Session& session, const apply::Clearing& way, apply::Triggers triggers) {
    auto numbers = way.truncated;
    numbers.insert(numbers.end(), way.deleted.begin(), way.deleted.end());
    if (numbers.empty()) return false;
    const auto among = sql::Literal(live::text_array(numbers));
    const auto question =
        triggers == apply::Triggers::silenced
            ? sql::text("SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ANY "
                        "({0}::oid[]) AND NOT tgisinternal AND tgenabled IN ('A', 'R')) "
                        "OR EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE ev_class = ANY "
                        "({0}::oid[]) AND ev_enabled IN ('A', 'R'))",
                        among)
            : sql::text("SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = ANY "
                        "({}::oid[]) AND NOT tgisinternal AND tgenabled <> 'D' "
                        "AND tgtype & 32 <> 0)", // TRIGGER_TYPE_TRUNCATE of pg_trigger.h
                        among);
    return session.query(question, clearing_rows).front().at(0) == "t";
}

class RowsReset {
  public:
    RowsReset(const Context& context, Session& session, Declared& declared, KnownSlate& known,
              const Slate& slate)
        : context_(context), session_(session), declared_(declared), known_(known), slate_(slate) {}

    // False: only making everything anew will do, and why is told. The transaction is open then,
    // too.
    bool run(InPlace& result) {
        execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        context_.say("Emptying tables.");
        if (!clear_all(result)) return false;
        if (slate_.has_rows && !fill(result)) return false;
        commit();
        return true;
    }

  private:
    void execute(const char* command) {
        session_.execute(sql::Text::verbatim(command), format("running {}", command));
    }

    // Whoever was waited for may have put rows elsewhere meanwhile: until nobody has.
    bool clear_all(InPlace& result) {
        constexpr int most_rounds = 5;
        const auto triggers = triggers_for(session_);
        auto rows = rows_of_models(session_, slate_.schemas, context_);
        const auto sequences = std::exchange(rows.sequences, {});
        for (int round = 0; round < most_rounds; ++round) {
            if (rows.tables.empty()) {
                if (restart(sequences, triggers)) rows.tables = others_with_rows();
                if (rows.tables.empty()) return true;
            }
            const auto way = apply::clearing(rows, triggers);
            if (!way)
                return fail("something that is not of the models, or is ignored, refers to tables "
                            "that have rows");
            if (fires(session_, *way, triggers))
                return fail("a trigger or a rule would fire that can't be kept from it");
            clear(*way, result);
            rows.tables = others_with_rows();
        }
        return fail("others go on adding rows");
    }

    // Those that are used, besides removing large objects; false: there was none. Whoever is in the
    // way of it may add rows meanwhile that have numbers of others; once it is done, nobody takes a
    // number. setval would be quicker, but is not undone, nor heard of by sessions that have
    // numbers in store (CACHE).
    bool restart(const std::vector<live::Sequence>& sequences, apply::Triggers triggers) {
        std::vector<live::Sequence> used;
        postgres::Together together;
        live::ask_used(together, session_.server().version, sequences, used);
        remove_large_objects(together, slate_.schemas, context_);
        if (!together.is_empty()) together.ask(session_, clearing_rows);
        std::vector<sql::Text> restarts;
        for (const auto& sequence : used)
            if (done_.insert(sequence.number).second)
                restarts.push_back(
                    sql::text("ALTER SEQUENCE {} RESTART",
                              sql::QualifiedName(sequence.names.at(0), sequence.names.at(1))));
        if (restarts.empty()) return false;
        run_all(apply::silenced(std::move(restarts), triggers));
        return true;
    }

    // What may fail fails now.
    void commit() { run_all({sql::text("SET CONSTRAINTS ALL IMMEDIATE"), sql::text("COMMIT")}); }

    bool fail(std::string_view why) const {
        tell_why_everything(context_, why);
        return false;
    }

    // A policy that hides rows makes DELETE fail instead of leaving them.
    void clear(const apply::Clearing& way, InPlace& result) {
        auto statements = way.statements;
        statements.insert(statements.begin(), sql::text("SET LOCAL row_security TO off"));
        statements.push_back(sql::text("SET LOCAL row_security TO on"));
        run_all(statements);
        done_.insert(way.deleted.begin(), way.deleted.end());
        done_.insert(way.truncated.begin(), way.truncated.end());
        result.emptied += way.tables;
    }

    std::vector<live::FilledTable> others_with_rows() {
        live::RowsInSchemas left;
        postgres::Together together;
        live::ask_filled_tables(together, session_.role(), slate_.schemas, left.tables);
        together.ask(session_, clearing_rows);
        leave_out_ignored(left, context_);
        std::erase_if(left.tables, [&](const auto& table) { return done_.contains(table.number); });
        return left.tables;
    }

    // In one message, whatever they return; or one by one, where somebody wants to hear how long
    // each takes.
    void run_all(const std::vector<sql::Text>& statements) {
        if (context_.progress != nullptr && context_.progress->hears_statements()) {
            for (const auto& one : statements)
                postgres::told(session_, one, [&] { session_.execute(one, clearing_rows); });
            return;
        }
        session_.ask(statements, clearing_rows, [](std::size_t, const postgres::Answer&) {});
    }

    std::optional<std::int64_t> own_changes() {
        std::optional<std::int64_t> changes;
        postgres::Together together;
        live::ask_own_changes(together, changes);
        together.ask(session_, looking_at_catalogs);
        return changes;
    }

    plan::Plan rows_to_add() {
        return slate_.fillings ? *slate_.fillings : fillings(context_, declared_.models().catalog);
    }

    // A statement of the models may do anything. TRUNCATE changes catalogs, which then say the
    // same.
    bool fill(InPlace& result) {
        const auto before = own_changes();
        result.statements =
            apply::build(session_, rows_to_add(), apply::Commit::by_caller).statements;
        return (before && before == own_changes()) || known_.is_as_found(session_)
               || fail("what in the models adds rows changes more than rows");
    }

    const Context& context_;
    Session& session_;
    Declared& declared_;
    KnownSlate& known_;
    const Slate& slate_;
    std::set<std::string> done_; // numbers of tables and sequences
};

// What another try, which makes everything anew, may do better.
bool may_be_done_otherwise(const Error& error) {
    return error.status() == ExitStatus::failed || error.status() == ExitStatus::refused;
}

} // namespace

live::RowsInSchemas rows_of_models(Session& session, const std::vector<std::string>& schemas,
                                   const Context& context) {
    auto rows = live::rows_and_sequences(session, schemas);
    leave_out_ignored(rows, context);
    return rows;
}

void remove_large_objects(postgres::Together& together, const std::vector<std::string>& schemas,
                          const Context& context) {
    if (context.target.ignore.empty()) live::unlink_large_objects(together, schemas);
}

void tell_why_everything(const Context& context, std::string_view why) {
    context.detail(format("Everything is built anew: {}.", why));
}

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
        tell_why_everything(context, error.what());
    }
    roll_back();
    return std::nullopt;
}

} // namespace pgslate::commands
