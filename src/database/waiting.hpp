// Waiting for a server that is about to start.
#pragma once

#include "base/error.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <functional>
#include <optional>

namespace pgslate::database {

/// What stands between us and the server.
enum class Obstacle {
    unknown_host, ///< its name is not known, or not yet
    refused,      ///< nobody listens there
    no_answer,    ///< nothing comes back, or nothing of use
    starting_up,  ///< it is there but takes no connections: it starts, stops or recovers
    initialising, ///< a server on a socket only, as container images run it during their set-up
    turned_away   ///< it lets nobody in for the moment: too many connections, for instance
};

/// What whoever waits is told after every look at the server.
struct WaitingState {
    std::optional<Obstacle> obstacle; ///< nothing: the wait is over, well or not
    std::chrono::milliseconds elapsed{};
    std::chrono::milliseconds patience{};
};

using WaitingListener = std::function<void(const WaitingState&)>;

/// What a host is that nobody knows: Compose and Kubernetes know a name only once its container has
/// started.
enum class UnknownHost { hopeless, waited_for };

struct Waiting {
    std::chrono::milliseconds patience{}; ///< zero: one look, of a second at most
    WaitingListener listener{};           ///< may be empty; must not throw
    UnknownHost unknown_host = UnknownHost::waited_for;
    /// Is given the session that ended the wait, if there was one; may be empty.
    std::function<void(const postgres::Session&)> reached{};
};

/// Waits, interruptibly, until the server lets the role of `parameters` log in; whether the
/// database is there, and open to the role, does not matter. Throws Error: when the time is up
/// (69), and at once when waiting can't help, as with wrong credentials or a certificate that is
/// not to be trusted (69, 78).
/// Returns a warning if the time was up and the server may be a container image's, in the middle of
/// its set-up.
std::optional<Problem> wait_for_server(const postgres::ConnectionParameters& parameters,
                                       const Waiting& waiting);

/// How long to sleep after `elapsed`: about a 40th of it, from 50 ms to 1 s, so that a server is
/// used soon after it is there, however long that took. A server that is close at hand is looked
/// at every 50 to 100 ms. `chance` from 0 to 1 keeps many waiters from asking in step.
std::chrono::milliseconds pause_after(std::chrono::milliseconds elapsed, bool close_at_hand,
                                      double chance);

} // namespace pgslate::database
