#include "commands/reset_in_place.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/database_lock.hpp"
#include "commands/declared.hpp"
#include "commands/guard.hpp"
#include "commands/inputs.hpp"
#include "commands/lock_attempts.hpp"
#include "commands/made_roles.hpp"
#include "commands/maintenance.hpp"
#include "commands/rebuild_in_place.hpp"
#include "commands/reset_rows.hpp"
#include "database/definition.hpp"
#include "database/wait_observer.hpp"

#include <atomic>
#include <future>

namespace pgslate::commands {
namespace {

using postgres::Session;

constexpr std::string_view in_place_task = "resetdb";

Session open_target(const Context& context, const database::Server& server) {
    if (auto session = server.open_if_there(in_place_task)) return *std::move(session);
    throw Error(
        ExitStatus::bad_configuration,
        format("there is no database {} to reset in place", in_quotes(context.target.database)),
        {format("`pgslate create{0}` makes it; so does `pgslate resetdb{0}`. Both need the right "
                "to create databases.",
                context.target.given_options)});
}

// The comment on the database; nothing if the session is no more with the one of that name: whoever
// was waited for may have put another in its place, and ended the session.
std::optional<std::string> comment_if_still_called(Session& session, const std::string& name,
                                                   KnownSlate& known_slate) try {
    bool same = false;
    database::Known known;
    postgres::Together together;
    together.add(sql::text("SELECT pg_catalog.current_database()"),
                 [&](const auto& rows) { same = rows.front().at(0) == name; });
    database::ask_known(together, name, known);
    known_slate.ask_again(together, session.server());
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

// Whoever holds the lock may change everything, and then it is looked at again. Before 15 no server
// tells whether anything was written.
void look_early(Session& session, KnownSlate& known) try {
    if (session.server().major() >= 15) known.look(session);
} catch (const postgres::ConnectionLost&) {
    // He has put another database in the place of this one.
}

// Meanwhile the lock is waited for on another session; nothing if there is none. If the look fails,
// that is told at once.
void look_and_lock(const Context& context, const database::Server& server, Session& session,
                   KnownSlate& known, std::optional<Session>& maintenance,
                   std::optional<DatabaseLock>& lock) {
    std::atomic<bool> failed = false;
    auto patience = patience_of(context);
    patience.is_wanted = [&failed] { return !failed; };
    auto locking = std::async(std::launch::async, [&] {
        maintenance = open_maintenance(server, in_place_task);
        if (maintenance) lock.emplace(context, *maintenance, postgres::Together(), patience);
    });
    try {
        look_early(session, known);
    } catch (...) {
        failed = true;
        throw;
    }
    locking.get();
}

InPlace reset_in(const Context& context, Session& session, Declared& declared, KnownSlate& known) {
    const auto slate = known.look(session);
    if (!slate)
        tell_why_everything(context, known.why_nothing());
    else if (slate->warned)
        tell_why_everything(context, "what the models are warned of is to be told again");
    else if (auto result = reset_rows(context, session, declared, known, *slate))
        return *std::move(result);
    check_roles(session, declared.models().catalog);
    return rebuild_in_place(context, session, declared.models(), known);
}

// All was one transaction.
Error left_alone(const Error& error, const std::string& name) {
    return with_hint(error, format("Database {} is as it was.", in_quotes(name)));
}

Error with_holder(const Error& error, const std::optional<database::LockWait>& wait,
                  Session& session) {
    auto problems = error.problems();
    session.execute(sql::text("ROLLBACK"), "undoing what was begun");
    if (wait)
        for (auto& line : in_words(*wait, session))
            problems.front().notes.push_back(std::move(line));
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
    std::optional<Session> maintenance;
    std::optional<DatabaseLock> lock;
    look_and_lock(context, server, session, known, maintenance, lock);
    if (!lock) lock_in_target(context, server, session, lock);
    auto comment = comment_if_still_called(session, name, known);
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
    } catch (const postgres::ConnectionLost&) {
        throw; // perhaps it was committed
    } catch (const Error& error) {
        if (error.status() == ExitStatus::failed || is_interruption(error))
            throw left_alone(error, name);
        if (error.status() != ExitStatus::busy) throw;
        throw left_alone(with_holder(error, observer.end(), session), name);
    }
}

} // namespace pgslate::commands
