// Whether the catalogs have stayed as they were: a snapshot keeps what is read of their rows, but
// not what the server's own functions print, which look at what is there now.
#pragma once

#include "postgres/session.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::live {

/// What those functions look at, as a snapshot sees it.
struct Moment {
    std::string horizon;                       ///< the oldest transaction that ran
    std::map<std::string, std::string> counts; ///< of each kind: how many rows are older than that
    std::map<std::string, std::string> recent; ///< the others, by address and version: whose row it
                                               ///< is, "relation app.t"
};

/// As the session's transaction sees it, or as it is now if there is none. To compare it with
/// another one, ask with that one's horizon. `held` (an oid[]) are relations that do not count.
Moment moment_of(postgres::Session& session, const std::string& held = "{}",
                 const std::string& horizon = "");

/// What the session's transaction, which this ends, saw, and what is there right behind it.
struct Moments {
    Moment before;
    Moment after;
};
/// Whoever waits for a lock of the transaction changes something as soon as it has ended: what is
/// there behind it is asked in the same breath, and planned beforehand. Throws Error.
Moments end_and_look(postgres::Session& session, const std::string& held);

/// What of `before` is no more, or no more as it was; empty: all of it still is. What has come
/// since does not count.
std::vector<std::string> changed(const Moment& before, const Moment& after);

/// May anybody have changed anything since the session's transaction took its snapshot? No, where
/// no other transaction ran or has begun since. To be asked once in a transaction, at its end: what
/// age() compares with stays what it was when it was first asked.
sql::Text busy_question();

} // namespace pgslate::live
