// What is left to do when the new database has its name, and nobody need wait for.
#pragma once

#include "commands/build_database.hpp"
#include "commands/database_lock.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::commands {

struct LeftToDo {
    std::string former;             ///< to be dropped; empty: there was none
    std::vector<std::string> stale; ///< to be dropped, too
    /// To be prepared for the next time; may be empty. Whatever goes wrong with it, all is well.
    std::function<void(postgres::Session&)> preparing;
};

/// Does it, or has a process of its own do it, which goes on with the session of `replacement`:
/// that and the lock are of no use here any more then. Returns whether the drops are done behind.
bool do_the_rest(const Context& context, const Replacement& replacement, DatabaseLock& lock,
                 const LeftToDo& rest);

} // namespace pgslate::commands
