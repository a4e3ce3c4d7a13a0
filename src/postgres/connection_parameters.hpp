#pragma once

#include "base/interruption.hpp"
#include "base/progress.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::postgres {

/// libpq's keywords and their values (manual, "Parameter Key Words"), in any characters.
using Keywords = std::vector<std::pair<std::string, std::string>>;

struct ConnectionParameters {
    Keywords keywords;    ///< where the server is, and as whom; the password too, if there is one
    std::string database; ///< may be empty: then libpq's default
    std::string task;     ///< what the connection is for; shown in application_name
    /// How long to wait for the server's answer, all its addresses together.
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
    /// How long a statement waits for a lock; zero: as long as it takes.
    std::chrono::milliseconds lock_timeout{0};
    /// What cancels its statements; nullptr: nothing does.
    Interruption* interruption = nullptr;
    /// Who is told how its statements get on; nullptr: nobody.
    Progress* progress = nullptr;
    /// Hears which server a session is with, as soon as the session knows: when that was started,
    /// to the microsecond, which another server says otherwise. May throw, and may be empty.
    std::function<void(const std::string& started)> identified = {};
    /// The options that said all this, for a command that is told as the next step: " --local".
    std::string given_options = {};
};

} // namespace pgslate::postgres
