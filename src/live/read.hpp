// A whole database as a catalog.
#pragma once

#include "live/reading.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <functional>
#include <optional>

namespace pgslate::live {

/// Whether to read what needs what: only whoever writes SQL wants to know.
enum class Dependencies { none, all };

/// A second session with the same database; nothing if it is not to be had.
using Another = std::function<std::optional<postgres::Session>()>;

/// How long a database that changes all the time is read again.
inline constexpr std::chrono::seconds usual_patience{60};

/// Reads everything that the session's database contains, as it was at one moment; the system's own
/// objects and members of extensions are left out. The questions stand in live/sql. A large
/// database is read by two sessions at once, if there is `another`. If it changes meanwhile it is
/// read again, and after a few times held still as far as this role may do that. Throws Error when
/// the server refuses, and 75 when it has not stood still for as long as `patience`.
Reading read(postgres::Session& session, Dependencies dependencies, const Another& another = {},
             std::chrono::milliseconds patience = usual_patience);

} // namespace pgslate::live
