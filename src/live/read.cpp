#include "live/read.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "live/moment.hpp"
#include "live/snapshot.hpp"

#include <algorithm>
#include <variant>

namespace pgslate::live {
namespace {

using postgres::Session;
using Clock = std::chrono::steady_clock;
namespace sqlstate = postgres::sqlstate;

// A reading that came to nothing.
struct Miss {
    std::vector<std::string> changed;
    std::optional<Error> error; ///< nothing: it was read, but not as it was at one moment
};

// The server leaves a failed transaction open; the session may be asked other things.
void leave_transaction(Session& session) {
    try {
        session.execute(sql::text("ROLLBACK"), "ending the transaction");
    } catch (const Error&) {
        // The first error tells more.
    }
}

const std::string& state_of(const Error& error) {
    return error.problems().front().sqlstate;
}

// The server's own functions look at what is there now, not at the snapshot, and fail in many ways
// where that is gone. They lock what they look at, and may meet somebody who locks the same the
// other way round.
bool may_be_a_miss(const Error& error, const Manner& manner) {
    const auto& state = state_of(error);
    if (state.empty() || state == sqlstate::query_canceled) return false;
    if (state == sqlstate::lock_not_available) return manner.hold;
    return error.status() == ExitStatus::failed || error.status() == ExitStatus::busy;
}

Error damage(const Error& error) {
    if (state_of(error) != sqlstate::internal_error) return error;
    return with_hint(error, "Something in the database's catalogs names what is gone: pg_dump "
                            "stumbles over the same.");
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 3;
    std::string list;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
        list += format("{}{}", i == 0 ? "" : ", ", names[i]);
    if (names.size() > most) list += format(" and {} more", names.size() - most);
    return list;
}

Error never_still(const Miss& miss, std::chrono::milliseconds patience) {
    const auto what = miss.changed.empty() ? std::string("something") : listed(miss.changed);
    auto problem = advised(
        format("reading the database: it has not stood still for {} s: {} kept changing",
               std::chrono::duration<double>(patience).count(), what),
        {"Try again when less is changed in it. Tables and views that the role may SELECT from are "
         "locked against changes after a few attempts; nothing else can be."});
    if (miss.error) {
        problem.sqlstate = state_of(*miss.error);
        problem.notes.emplace_back(format("the last time: {}", miss.error->what()));
    }
    return Error(ExitStatus::busy, std::move(problem));
}

// Reads until nothing has changed meanwhile.
class Attempts {
  public:
    Attempts(Session& session, Besides besides, const Another& another, bool last)
        : session_(session), besides_(besides), another_(another), manner_{.last = last} {}

    std::variant<Reading, Miss> attempt() {
        constexpr int free_attempts = 2;
        manner_.hold = ++attempts_ > free_attempts;
        const auto before = attempts_ > 1 ? std::optional(moment_of(session_)) : std::nullopt;
        try {
            auto snapshot = read_snapshot(session_, besides_, another_, manner_);
            if (snapshot.changed.empty()) return std::move(snapshot.reading);
            return Miss{.changed = std::move(snapshot.changed), .error = std::nullopt};
        } catch (const Error& error) {
            leave_transaction(session_);
            return miss_of(error, before);
        }
    }

  private:
    // Called where `error` is caught. What failed although nothing has changed will fail again.
    Miss miss_of(const Error& error, const std::optional<Moment>& before) {
        if (!may_be_a_miss(error, manner_)) throw; // whatever it is
        Miss miss{.changed = {}, .error = error};
        if (may_take_more_parts(error) || !before) return miss;
        miss.changed = changed(*before, moment_of(session_, "{}", before->horizon));
        if (miss.changed.empty() || is_missed_again(error)) throw damage(error);
        return miss;
    }

    // What somebody has just dropped is missed once, by its number. What is missed ever again was
    // not there before either, whatever else changes.
    bool is_missed_again(const Error& error) {
        constexpr int often = 5;
        if (error.what() != missed_) times_missed_ = 0;
        missed_ = error.what();
        return ++times_missed_ == often && state_of(error) == sqlstate::internal_error;
    }

    bool may_take_more_parts(const Error& error) {
        constexpr int most_parts = 512;
        if (state_of(error) != sqlstate::out_of_memory || manner_.parts == most_parts) return false;
        manner_.parts *= 8;
        return true;
    }

    Session& session_;
    Besides besides_;
    const Another& another_;
    Manner manner_;
    int attempts_ = 0;
    std::string missed_;
    int times_missed_ = 0;
};

Reading read_until_still(Attempts reading, std::chrono::milliseconds patience,
                         Interruption* interruption) {
    const auto end = Clock::now() + patience;
    while (true) {
        auto outcome = reading.attempt();
        if (auto* read = std::get_if<Reading>(&outcome)) return std::move(*read);
        if (Clock::now() >= end) throw never_still(std::get<Miss>(outcome), patience);
        check(interruption);
    }
}

} // namespace

Reading read(Session& session, Besides besides, const Another& another,
             std::chrono::milliseconds patience) {
    return read_until_still(Attempts(session, besides, another, false), patience,
                            session.interruption());
}

Reading read(Session&& session, Besides besides, const Another& another) {
    auto own = std::move(session);
    return read_until_still(Attempts(own, besides, another, true), usual_patience,
                            own.interruption());
}

} // namespace pgslate::live
