// The server of a target, and sessions with it.
#pragma once

#include "config/environment.hpp"
#include "config/target.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

namespace pgslate::database {

class Server {
  public:
    /// The server that `target` names. A private server is started if it does not run.
    Server(const config::Target& target, const config::Environment& environment);

    /// A session with the target's database, or why there is none. `task` is shown to the server.
    std::variant<postgres::Session, postgres::ConnectFailure> open(std::string_view task) const;

    /// A session with the target's database; throws Error.
    postgres::Session connect(std::string_view task) const;

    /// A session with a database of that name on the same server; throws Error.
    postgres::Session connect_to(const std::string& database, std::string_view task) const;

    /// A session with the maintenance database, from which others are created and dropped:
    /// `postgres`, or `template1` where there is none. Throws Error.
    postgres::Session connect_to_maintenance(std::string_view task) const;

    /// Waits until the server lets the target's role log in, with pauses that grow from 50 ms to
    /// 1 s. Throws Error (69) when the time is up, and at once when waiting can't help: wrong
    /// credentials, no such host.
    void wait(std::chrono::milliseconds patience) const;

  private:
    postgres::ConnectionParameters parameters(const std::string& database,
                                              std::string_view task) const;

    postgres::Keywords keywords_;
    std::string database_;
    bool libpq_environment_;
    std::chrono::milliseconds lock_timeout_;
};

} // namespace pgslate::database
