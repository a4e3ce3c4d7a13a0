// Whether a database's catalogs are what they were, without reading what they say.
//
// Every change of a row makes a new version of it, with the number of the transaction that made it
// in xmin (manual, "System Columns"). A horizon is a transaction at which all older ones had ended:
// none of them makes a row any more, so as long as there are as many rows of older transactions as
// there were, they are the same rows. These are counted; the others tell by place and transaction
// that they are the same.
//
// - Frozen rows keep the number of their transaction, but for 1 and 2, which are older than any.
// - Updates in place (heap_inplace_update) make no new version. They write what VACUUM, ANALYZE and
//   CREATE INDEX count (relpages, reltuples, relhasindex, relfrozenxid ...), which nobody reads.
// - Two billion transactions later a horizon is not compared with any more. Of a row that is so
// much
//   older that it looks new, it is told that it has changed.
// - A server that is set back to an earlier state, and would give the same numbers once more, has
//   been started since; one that lost its last commits in a crash has lost its statistics, too. The
//   times of both are part of it. A standby that is promoted goes on where it was.
// - TRUNCATE, VACUUM FULL and temporary tables make new rows: a change is told that is none.
#pragma once

#include "sql/text.hpp"

#include <string>
#include <string_view>

namespace pgslate::live {

/// What tells that nothing was written on the server since: one cell, which is then the same as it
/// was. It is NULL while anybody may be writing, on a standby, and before PostgreSQL 15.
sql::Text standstill(int server_version);

/// What tells one state of the database's catalogs from any other that it is compared with: that of
/// the transaction's snapshot. Three cells. The first is NULL where it can't be told: there is a
/// catalog that is not known here, or a subscription, of which not everybody may read all. What
/// roles are is not part of it. The second is the horizon, that snapshot's own, an xid8; the third
/// how many rows each catalog has. A server
/// needs some 15 ms for a thousand tables. With lines for versions, as the reader's questions have
/// them.
std::string_view catalog_fingerprint_sql();
/// The same with the horizon of an earlier one, to be compared with that.
sql::Text catalog_fingerprint_since(const std::string& horizon, int server_version);

/// What others have done to the catalogs since a snapshot (pg_snapshot, as text), besides the
/// session's own open transaction: two cells. The first is how many rows each catalog has, as
/// above: where this transaction only replaces rows, others have taken some away if it is not the
/// same. The second is how many rows others have made or changed.
sql::Text changes_by_others(const std::string& snapshot, int server_version);

} // namespace pgslate::live
