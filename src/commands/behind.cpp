#include "commands/behind.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "database/uninterrupted.hpp"

namespace pgslate::commands {
namespace {

using postgres::Session;

// What the server takes for it, a checkpoint above all, is no business of whoever wants the new
// one.
bool waits_for_drops(const Context& context, const Session& session) {
    return context.wait_for_drop.value_or(!session.server().loopback);
}

// The new database is the target's from here on, so nothing ends this any more.
void drop_former(const Context& context, Session& session, const std::string& former) {
    const Progress::Task task(context.progress, "Deleting the old database");
    try {
        database::uninterrupted(session, [&] { database::drop(session, former); });
    } catch (const Error& error) {
        auto problem = error.problems().front();
        problem.message = format("database {} is new, but what it replaced is still there: {}",
                                 in_quotes(context.target.database), problem.message);
        problem.hints.emplace_back("The next resetdb, create or drop tries again.");
        context.warn(problem);
        if (dynamic_cast<const postgres::ConnectionLost*>(&error) != nullptr) throw;
    }
}

// Nobody has asked for it, and the next run finds what is left.
void quietly(const std::function<void()>& work) {
    try {
        work();
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error&) {
        return;
    }
}

void drop_all(Session& session, const std::vector<std::string>& names) {
    for (const auto& name : names) quietly([&] { database::drop(session, name); });
}

// One process for each database goes on behind: where somebody resets it faster than its server
// drops old ones, a second would only be waiting, too. Its turn is taken under the lock for the
// name, and lasts as long as the session. Nothing ends that, since the new database has its name.
bool takes_turn(Session& session, const std::string& database) try {
    const auto turn = format("behind {}", database);
    bool is_taken = false;
    database::uninterrupted(session, [&] {
        postgres::Together together;
        database::hold(together, turn);
        database::ask_held(together, [&](const auto& is_held) { is_taken = is_held(turn); });
        together.ask(session, "looking who else is at it");
    });
    return !is_taken;
} catch (const Error&) {
    return false;
}

// Whatever is left, the reset has succeeded.
void drop_here(const Context& context, Session& session, const LeftToDo& rest) try {
    if (!rest.former.empty()) drop_former(context, session, rest.former);
    database::uninterrupted(session, [&] { drop_all(session, rest.stale); });
} catch (const postgres::ConnectionLost&) {
    // The next run finds it.
}

} // namespace

// What is prepared is wanted sooner than room on the disk.
bool do_the_rest(const Context& context, const Replacement& replacement, DatabaseLock& lock,
                 const LeftToDo& rest) {
    constexpr std::chrono::minutes longest{5};
    auto& session = replacement.maintenance;
    const bool nothing = rest.former.empty() && rest.stale.empty();
    const bool drops_behind = !nothing && !waits_for_drops(context, session);
    const bool behind =
        (drops_behind || rest.preparing) && takes_turn(session, context.target.database);
    if (!behind || !drops_behind) drop_here(context, session, rest);
    if (!behind) return false;
    lock.give_back(); // it goes with the session otherwise
    const bool begun = session.go_on_behind(longest, [&](Session& ours) {
        if (rest.preparing) quietly([&] { rest.preparing(ours); });
        if (!drops_behind) return;
        if (!rest.former.empty()) quietly([&] { database::drop(ours, rest.former); });
        drop_all(ours, rest.stale);
    });
    if (!begun && drops_behind) drop_here(context, session, rest);
    return begun && drops_behind;
}

} // namespace pgslate::commands
