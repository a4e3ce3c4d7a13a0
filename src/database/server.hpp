// The server of a target, and sessions with it.
#pragma once

#include "config/environment.hpp"
#include "config/target.hpp"
#include "database/first_reached.hpp"
#include "database/waiting.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pgslate::database {

/// All its sessions go to one server: that which the first of them reached, whatever other hosts
/// the target names, and however many addresses a host has. Copies of it agree on that. What opens
/// a session throws Error (69) where another server answers.
class Server {
  public:
    /// The server that `target` names. A private server is made and started if need be; `announce`
    /// hears that it is made. A signal cancels what its sessions run; without an interruption
    /// nothing does. Its sessions tell the progress how they get on.
    Server(
        const config::Target& target, const config::Environment& environment,
        Interruption* interruption = nullptr,
        const std::function<void(std::string_view)>& announce = [](std::string_view) {},
        Progress* progress = nullptr);

    /// The same server, whose sessions wait for a lock as long as that; zero: as long as it takes.
    Server with_lock_timeout(std::chrono::milliseconds time) const;

    /// A session with the target's database; nothing if there is no such database. `task` is shown
    /// to the server. Throws Error if there is no session for another reason.
    std::optional<postgres::Session> open_if_there(std::string_view task) const;

    /// A session with the target's database, or nothing: for what can do without.
    std::optional<postgres::Session> try_open(std::string_view task) const;

    /// A second one where there is one already, or nothing: for what can do without. If its first
    /// answer takes some seconds, whoever asks gets Error 69.
    std::optional<postgres::Session> try_another(std::string_view task) const;

    /// A session with the target's database; throws Error.
    postgres::Session connect(std::string_view task) const;

    /// A session with a database of that name on the same server; throws Error.
    postgres::Session connect_to(const std::string& database, std::string_view task) const;

    /// A session with the maintenance database, from which others are created and dropped:
    /// `postgres`, or `template1` where there is none. Throws Error.
    postgres::Session connect_to_maintenance(std::string_view task) const;

    /// How another program gets to a database of that name on the same server.
    postgres::ConnectionParameters way_to(const std::string& database) const {
        return parameters(database, "");
    }

    /// Waits for the server; see wait_for_server().
    std::optional<Problem> wait(std::chrono::milliseconds patience,
                                const WaitingListener& listener = {},
                                UnknownHost unknown_host = UnknownHost::waited_for) const;

  private:
    using Opened = std::variant<postgres::Session, postgres::ConnectFailure>;

    postgres::ConnectionParameters parameters(const std::string& database,
                                              std::string_view task) const;
    Opened open(const std::string& database, std::string_view task) const;
    Opened open_maintenance(std::string_view task) const;
    Opened open_once(const std::string& database, std::string_view task) const;
    postgres::Session session_of(Opened opened, const std::string& database,
                                 std::string_view task) const;
    Error failure_of(const Opened& opened, const std::string& database,
                     std::string_view task) const;
    Error with_source(const Error& error) const;

    std::shared_ptr<FirstReached> reached_; // what is found out counts for copies, too
    std::string database_;
    std::string source_; // where the target was said, in words
    std::string given_options_;
    std::chrono::milliseconds lock_timeout_;
    Interruption* interruption_;
    Progress* progress_;
};

} // namespace pgslate::database
