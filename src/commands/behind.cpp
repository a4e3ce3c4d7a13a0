#include "commands/behind.hpp"

#include "base/format.hpp"
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
        problem.message = format("database \"{}\" is new, but what it replaced is still there: {}",
                                 context.target.database, problem.message);
        problem.hints.emplace_back("The next resetdb, create or drop tries again.");
        context.warn(problem);
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

// The new database has its name: nothing ends what is left to do, nor what is asked for it.
bool is_held(Session& session, const std::string& name) try {
    bool held = false;
    database::uninterrupted(session,
                            [&] { held = database::holder_of(session, name).has_value(); });
    return held;
} catch (const Error&) {
    return false;
}

// As long as the session lives.
void take_turn(Session& session, const std::string& name) {
    postgres::Together together;
    database::hold(together, name);
    together.ask(session, "looking who else is at it");
}

void drop_here(const Context& context, Session& session, const LeftToDo& rest) {
    if (!rest.former.empty()) drop_former(context, session, rest.former);
    database::uninterrupted(session, [&] { drop_all(session, rest.stale); });
}

} // namespace

// What is prepared is wanted sooner than room on the disk. One process for each database does so:
// where somebody resets it faster than its server drops old ones, a second would only be waiting,
// too.
bool do_the_rest(const Context& context, const Replacement& replacement, DatabaseLock& lock,
                 const LeftToDo& rest) {
    constexpr std::chrono::minutes longest{5};
    auto& session = replacement.maintenance;
    const auto alone = format("behind {}", context.target.database);
    const bool nothing = rest.former.empty() && rest.stale.empty();
    const bool crowded = is_held(session, alone);
    const bool here = nothing || crowded || waits_for_drops(context, session);
    if (here) drop_here(context, session, rest);
    if (here && (crowded || !rest.preparing)) return false;
    lock.give_back(); // it goes with the session otherwise
    const bool begun = session.go_on_behind(longest, [&](Session& ours) {
        quietly([&] { take_turn(ours, alone); });
        if (rest.preparing) quietly([&] { rest.preparing(ours); });
        if (here) return;
        if (!rest.former.empty()) quietly([&] { database::drop(ours, rest.former); });
        drop_all(ours, rest.stale);
    });
    if (!begun && !here) drop_here(context, session, rest);
    return begun && !here;
}

} // namespace pgslate::commands
