#include "database/waiting.hpp"

#include "base/format.hpp"
#include "base/interruption.hpp"
#include "database/set_up_server.hpp"
#include "postgres/first_answer.hpp"
#include "postgres/ping.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>

namespace pgslate::database {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using postgres::ConnectFailure;
using postgres::ConnectionParameters;
using postgres::Session;
using Kind = ConnectFailure::Kind;

bool is_hopeless(Kind kind) {
    switch (kind) {
    case Kind::wrong_credentials:
    case Kind::not_admitted:
    case Kind::unmet_demand:
    case Kind::misconfigured:
    case Kind::too_old:
    case Kind::odd:
    case Kind::pooled: return true;
    case Kind::unreachable:
    case Kind::unknown_host:
    case Kind::starting_up:
    case Kind::no_database:
    case Kind::forbidden:
    case Kind::other: return false;
    }
    return false;
}

// libpq says it in the system's words only. Nobody listens on a socket that has no file.
bool is_refusal(const std::string& message) {
    const auto says = [&message](int number) {
        const auto* words = std::strerror(number); // NOLINT(concurrency-mt-unsafe): at most English
        return message.find(words) != std::string::npos;
    };
    return says(ECONNREFUSED) || says(ENOENT);
}

Obstacle obstacle_of(const ConnectFailure& failure) {
    if (failure.kind == Kind::starting_up) return Obstacle::starting_up;
    if (failure.kind == Kind::unknown_host) return Obstacle::unknown_host;
    if (failure.kind == Kind::other) return Obstacle::turned_away;
    return is_refusal(failure.error.message) ? Obstacle::refused : Obstacle::no_answer;
}

// A server that says the database is missing, or closed to this role, lets the role log in.
bool is_ready(Kind kind) {
    return kind == Kind::no_database || kind == Kind::forbidden;
}

// One wait from its beginning to its end.
class Wait {
  public:
    Wait(const ConnectionParameters& parameters, const Waiting& waiting)
        : parameters_(parameters), waiting_(waiting) {}
    ~Wait() { tell(std::nullopt); }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

    std::optional<Problem> run() {
        while (const auto obstacle = look()) {
            tell(obstacle);
            if (left() <= 0ms) return give_up(*obstacle);
            const bool close_at_hand = *obstacle == Obstacle::starting_up
                                       || *obstacle == Obstacle::initialising
                                       || socket_exists(parameters_);
            const auto pause = pause_after(elapsed(), close_at_hand, chance_(random_));
            sleep_for(parameters_.interruption, std::min(pause, std::max(left(), 1ms)));
        }
        return std::nullopt;
    }

  private:
    // The first look is a login: a server that is there is used at once, and one that is not says
    // more to it than to a ping. Pings follow as long as they are quick.
    std::optional<Obstacle> look() {
        if (quick_ && left() > 2s) {
            const auto answer = postgres::ping(parameters_);
            if (answer == postgres::Ping::rejecting) return not_yet();
            if (answer == postgres::Ping::impossible) throw connect_error(failure_, parameters_);
        }
        const auto begin = Clock::now();
        const auto obstacle = log_in();
        quick_ = Clock::now() - begin < 1s;
        return obstacle;
    }

    std::optional<Obstacle> log_in() {
        auto attempt = parameters_;
        attempt.timeout = attempt_time();
        auto opened = Session::open(attempt);
        if (auto* session = std::get_if<Session>(&opened))
            return unless_set_up_there(*session, attempt.timeout);
        failure_ = std::get<ConnectFailure>(std::move(opened));
        if (is_hopeless()) throw connect_error(failure_, parameters_);
        if (!is_ready(failure_.kind)) return obstacle_of(failure_);
        attempt.timeout = attempt_time();
        return unless_set_up(attempt);
    }

    // A server that lets somebody in also has to answer.
    std::optional<Obstacle> unless_set_up_there(Session& session, milliseconds time) {
        try {
            session.begin();
        } catch (const postgres::ConnectionLost& lost) {
            return gone(lost);
        } catch (const postgres::NoAnswer&) {
            failure_ = postgres::no_answer(time);
            return Obstacle::no_answer;
        }
        const auto obstacle = unless_set_up(session);
        if (!obstacle && waiting_.reached) waiting_.reached(session);
        return obstacle;
    }

    // The server may go while it is asked.
    template <typename Asked>
    std::optional<Obstacle> unless_set_up(Asked& asked) {
        try {
            return is_set_up_server(asked) ? std::optional(Obstacle::initialising) : std::nullopt;
        } catch (const Error& error) {
            return gone(error);
        }
    }

    Obstacle gone(const Error& error) {
        check(parameters_.interruption);
        failure_ = {.kind = Kind::unreachable, .error = {.message = error.what()}};
        return Obstacle::no_answer;
    }

    bool is_hopeless() const {
        if (failure_.kind == Kind::unknown_host)
            return waiting_.unknown_host == UnknownHost::hopeless;
        return database::is_hopeless(failure_.kind);
    }

    Obstacle not_yet() {
        failure_ = {
            .kind = Kind::starting_up,
            .error = {.sqlstate = "57P03", .message = "the server takes no connections yet"}};
        return Obstacle::starting_up;
    }

    // Who does not answer is asked anew after a while, the longer the more patient we are: whoever
    // swallowed the first question may be gone. A login that takes seconds gets through as well.
    milliseconds attempt_time() const {
        const auto most = std::clamp<milliseconds>(elapsed() / 2, 2s, 10s);
        const milliseconds least = waiting_.patience == 0ms ? 1s : 100ms;
        return std::max(least, std::min(most, left()));
    }

    std::optional<Problem> give_up(Obstacle obstacle) const {
        if (obstacle == Obstacle::initialising)
            return advised("the server listens on its socket only, as the server of a "
                           "container image does while it is being set up",
                           {"It may be about to restart."});
        auto problem = postgres::problem(
            failure_.error, format("the server was not ready within {} s",
                                   std::chrono::duration<double>(waiting_.patience).count()));
        if (obstacle == Obstacle::unknown_host)
            problem.hints = {"The host's name is unknown: is it spelt right?"};
        throw Error(ExitStatus::unavailable, std::move(problem));
    }

    void tell(std::optional<Obstacle> obstacle) const {
        if (!waiting_.listener || (!obstacle && !told_)) return;
        told_ = true;
        waiting_.listener(
            {.obstacle = obstacle, .elapsed = elapsed(), .patience = waiting_.patience});
    }

    milliseconds elapsed() const {
        return std::chrono::duration_cast<milliseconds>(Clock::now() - begin_);
    }
    milliseconds left() const { return waiting_.patience - elapsed(); }

    const ConnectionParameters& parameters_;
    const Waiting& waiting_;
    Clock::time_point begin_ = Clock::now();
    ConnectFailure failure_; // the last
    bool quick_ = false;     // the last look was
    mutable bool told_ = false;
    std::minstd_rand random_{std::random_device{}()};
    std::uniform_real_distribution<double> chance_{0, 1};
};

} // namespace

milliseconds pause_after(milliseconds elapsed, bool close_at_hand, double chance) {
    if (close_at_hand) return 50ms + std::chrono::duration_cast<milliseconds>(chance * 50ms);
    const auto middle = std::clamp<milliseconds>(elapsed / 40, 50ms, 1s);
    return std::chrono::duration_cast<milliseconds>(middle * (0.8 + 0.4 * chance));
}

std::optional<Problem> wait_for_server(const ConnectionParameters& parameters,
                                       const Waiting& waiting) {
    return Wait(parameters, waiting).run();
}

} // namespace pgslate::database
