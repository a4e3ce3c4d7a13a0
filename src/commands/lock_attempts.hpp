// What needs locks of a database that others work with.
#pragma once

#include "commands/context.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <functional>

namespace pgslate::commands {

/// How long `apply` waits for a single lock, and whoever stands behind it in the queue with it:
/// what --lock-timeout and the like say, or 5 s.
std::chrono::milliseconds wait_for_single_lock(const config::Target& target);

/// Calls `attempt`, which works with `session`, and leaves no transaction open when it throws.
/// Where it fails because a lock was not to be had in time, or in a deadlock, it is called again
/// after a pause, five times in all. Meanwhile `observer` looks who is in the way; the context
/// hears it. Throws Error: the last one with who that is, or what is no matter of locks at once.
void with_locks(const Context& context, postgres::Session& session, postgres::Session& observer,
                const std::function<void()>& attempt);

/// How often to look for whom somebody waits who waits so long for a lock: at least twice, and not
/// so often that the server would notice.
std::chrono::milliseconds looking_interval(std::chrono::milliseconds lock_timeout);

} // namespace pgslate::commands
