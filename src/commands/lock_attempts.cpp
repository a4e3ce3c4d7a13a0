#include "commands/lock_attempts.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "database/wait_observer.hpp"
#include "postgres/server_error.hpp"

#include <algorithm>
#include <random>

namespace pgslate::commands {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int most_attempts = 5;

bool lacks_lock(const Error& error) {
    const auto& state = error.problems().front().sqlstate;
    return state == postgres::sqlstate::lock_not_available
           || state == postgres::sqlstate::deadlock_detected;
}

// A fifth of the time that is waited for a lock, and twice as long each time. A random part keeps
// several from coming back together.
milliseconds pause_after(int attempt, milliseconds lock_timeout) {
    std::minstd_rand random{std::random_device{}()};
    const auto pause = std::clamp<milliseconds>(lock_timeout / 5, 50ms, 1s) * (1 << (attempt - 1));
    return pause * std::uniform_int_distribution<>(70, 130)(random) / 100;
}

double seconds(milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

std::vector<std::string> blockers_in_words(const std::optional<database::LockWait>& wait,
                                           postgres::Session& session) {
    return wait ? database::in_words(*wait, session) : std::vector<std::string>();
}

Error given_up(const Error& error, const std::vector<std::string>& blockers,
               milliseconds lock_timeout) {
    auto problems = error.problems();
    auto& first = problems.front();
    first.notes.insert(first.notes.end(), blockers.begin(), blockers.end());
    first.hints.push_back(format("Tried {} times, waiting {} s at most for each lock; in between "
                                 "none was held.",
                                 most_attempts, seconds(lock_timeout)));
    return Error(ExitStatus::busy, std::move(problems));
}

void tell(const Context& context, const Error& error, const std::vector<std::string>& blockers,
          milliseconds pause) {
    for (const auto& line : blockers) context.note(line + ".");
    context.note(format("{}; trying again in {} s.", error.what(), seconds(pause)));
}

} // namespace

milliseconds wait_for_single_lock(const config::Target& target) {
    constexpr milliseconds usual = 5s;
    const auto& said = target.lock_timeout;
    return said.origin.name == "default" ? usual : said.value;
}

milliseconds looking_interval(milliseconds lock_timeout) {
    return lock_timeout > 0ms ? std::clamp<milliseconds>(lock_timeout / 4, 10ms, 1s) : 1s;
}

void with_locks(const Context& context, postgres::Session& session, postgres::Session& observer,
                const std::function<void()>& attempt) {
    const auto lock_timeout = session.lock_timeout();
    for (int attempts = 1;; ++attempts) {
        database::WaitObserver waits(observer, session.server().backend_pid,
                                     looking_interval(lock_timeout));
        try {
            return attempt();
        } catch (const Error& error) {
            if (!lacks_lock(error)) throw;
            const auto blockers = blockers_in_words(waits.end(), session);
            if (attempts == most_attempts) throw given_up(error, blockers, lock_timeout);
            const auto pause = pause_after(attempts, lock_timeout);
            tell(context, error, blockers, pause);
            const Progress::Task task(context.progress, "Waiting before the next try");
            sleep_for(context.interruption, pause);
        }
    }
}

} // namespace pgslate::commands
