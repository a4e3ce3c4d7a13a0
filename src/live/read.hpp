// A whole database as a catalog.
#pragma once

#include "live/snapshot.hpp"

#include <chrono>

namespace pgslate::live {

/// How long a database that changes all the time is read again.
inline constexpr std::chrono::seconds usual_patience{60};

/// Reads everything that the session's database contains, as it was at one moment; the system's own
/// objects and members of extensions are left out. The questions stand in live/sql. A large
/// database is read by two sessions at once, if there is `another`. If it changes meanwhile it is
/// read again, and after a few times held still as far as this role may do that. Throws Error when
/// the server refuses, and 75 when it has not stood still for as long as `patience`.
Reading read(postgres::Session& session, Besides besides, const Another& another = {},
             std::chrono::milliseconds patience = usual_patience);
/// The same, and ends the session.
Reading read(postgres::Session&& session, Besides besides, const Another& another = {});

} // namespace pgslate::live
