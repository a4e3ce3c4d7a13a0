// A whole database as a catalog.
#pragma once

#include "live/reading.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <optional>

namespace pgslate::live {

/// Whether to read what needs what: only whoever writes SQL wants to know.
enum class Dependencies { none, all };

/// A second session with the same database; nothing if it is not to be had.
using Another = std::function<std::optional<postgres::Session>()>;

/// Reads everything that the session's database contains, in one snapshot; the system's own objects
/// and members of extensions are left out. The questions stand in live/sql. A large database is
/// read by two sessions at once, if there is `another`. Throws Error when the server refuses.
Reading read(postgres::Session& session, Dependencies dependencies, const Another& another = {});

} // namespace pgslate::live
