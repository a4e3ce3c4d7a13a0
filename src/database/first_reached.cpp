#include "database/first_reached.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::database {

Error elsewhere(std::string message) {
    return Error(
        ExitStatus::unavailable, std::move(message),
        {"The server was started anew meanwhile, or what stands there passes sessions on to "
         "several servers. All that pgslate does in one run has to happen on one: give the "
         "address of the server itself."});
}

postgres::Keywords FirstReached::keywords() const {
    const std::lock_guard lock(mutex_);
    return keywords_;
}

bool FirstReached::decided() const {
    const std::lock_guard lock(mutex_);
    return decided_;
}

void FirstReached::decide_address(const postgres::Session& session) {
    const std::lock_guard lock(mutex_);
    narrow(session);
}

void FirstReached::take(const postgres::Session& session) {
    const std::lock_guard lock(mutex_);
    const auto& server = session.server();
    if (started_ && *started_ != server.started)
        throw elsewhere(format("another server than the first one answers at {}, port {}",
                               server.host, server.port));
    if (!started_) narrow(session);
    started_ = server.started;
}

// The user's own options are none of what a connection remembers.
void FirstReached::narrow(const postgres::Session& session) {
    auto narrowed = session.way_back();
    std::ranges::copy_if(keywords_, std::back_inserter(narrowed),
                         [](const auto& pair) { return pair.first == "options"; });
    keywords_ = std::move(narrowed);
    decided_ = true;
}

} // namespace pgslate::database
