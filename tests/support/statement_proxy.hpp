// Counts what a program asks of a server, and lets something happen at one of its statements.
#pragma once

#include "support/forwarder.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pgslate::testing {

/// When, around a statement, something happens.
enum class Moment {
    instead,  ///< the server never gets it; the connection ends
    before,   ///< the server gets it when the action is done
    sent,     ///< the server has just got it
    answered, ///< the server has answered it; the end of the answer is kept back, the connection
              ///< ends
};

struct Trigger {
    std::size_t statement = 0; ///< counted from 1 over all connections; 0: never
    std::string behind;        ///< or the statement that follows the first that holds this
    Moment moment = Moment::instead;
    /// Is told the process id of the backend that serves this connection. It runs on the proxy's
    /// thread: nothing is passed on meanwhile. Empty: the connection ends, and that is all.
    std::function<void(pid_t)> action;
};

/// A Forwarder on 127.0.0.1 that understands as much of the protocol as it needs to (PostgreSQL
/// manual, "Message Formats"). A statement is a simple query, or an extended one up to its Sync;
/// logins and cancel requests are none. Encryption is declined.
class StatementProxy {
  public:
    using Clock = std::chrono::steady_clock;

    StatementProxy(const std::string& host, const std::string& port, Trigger trigger = {});

    /// `address:port`
    const std::string& address() const { return forwarder_.address(); }
    /// The text of what was asked so far, in this order.
    std::vector<std::string> statements() const;
    /// When the action began; nothing if it did not.
    std::optional<Clock::time_point> fired() const;

    /// What all connections write into.
    class Record;

  private:
    std::shared_ptr<Record> record_;
    Forwarder forwarder_;
};

} // namespace pgslate::testing
