// Who has changed the catalogs: the session's own open transaction, or others meanwhile.
#pragma once

#include "postgres/together.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace pgslate::live {

/// Adds how many rows of the catalogs others have made or changed since a snapshot (pg_snapshot, as
/// text), besides the session's own open transaction. Never less than that: where one that ran then
/// has been committed, what was committed while it ran counts, too.
void ask_changes_by_others(postgres::Together& together, const std::string& snapshot,
                           int server_version, std::int64_t& changes);

/// Asks how many rows of catalogs the session's open transaction has made, changed and taken away
/// until now, whether undone or not: while it is the same, no statement in between has changed any.
/// Nothing where the server does not count (manual, "Statistics Functions" and `track_counts`).
void ask_own_changes(postgres::Together& together, std::optional<std::int64_t>& changes);

/// How many rows each catalog has, less what the session's own open transaction has added.
using RowsOfOthers = std::map<std::string, std::int64_t, std::less<>>;

/// Asks for them. Between two such answers in one transaction there is a difference where somebody
/// else has dropped something, which leaves no row to tell it. One may be told where there is none:
/// behind a savepoint that was gone back to (manual, "Statistics Functions").
void ask_rows_of_others(postgres::Together& together, int server_version, RowsOfOthers& rows);

} // namespace pgslate::live
