// One reading of a database, in one transaction.
#pragma once

#include "live/reading.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::live {

/// Whether to read what needs what: only whoever writes SQL wants to know.
enum class Dependencies { none, all };

/// By what it can be told later that the catalogs are the same; only whoever keeps what was read
/// wants any (reading.hpp).
enum class Signs { none, standstill, standstill_and_fingerprint };

/// What is read besides the objects.
struct Besides {
    // NOLINTNEXTLINE(google-explicit-constructor): most readers want nothing more
    Besides(Dependencies wanted, Signs of_sameness = Signs::none)
        : dependencies(wanted), signs(of_sameness) {}

    Dependencies dependencies;
    Signs signs;
};

/// A second session with the same database; nothing if it is not to be had.
using Another = std::function<std::optional<postgres::Session>()>;

/// How a snapshot is read.
struct Manner {
    /// Lock what can be locked first, so that it stays as it is.
    bool hold = false;
    /// Ask about what is printed from other relations in so many parts, and give back the locks of
    /// each part: a server has room for some thousands.
    int parts = 1;
    /// Nothing more is asked of the session: its end is the transaction's, too.
    bool last = false;
};

/// What was read, and what has changed meanwhile: then it is not to be trusted.
struct Snapshot {
    Reading reading;
    std::vector<std::string> changed; ///< "relation app.t"
};

/// What the open transaction of a session has made, with what was there before it; nobody else
/// changes that. Its settings are as they were afterwards. Throws Error.
Reading read_in_transaction(postgres::Session& session, Dependencies dependencies);

/// Throws Error; then the session's transaction is still open.
Snapshot read_snapshot(postgres::Session& session, Besides besides, const Another& another,
                       const Manner& manner);

} // namespace pgslate::live
