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
// - TRUNCATE and ALTER SEQUENCE RESTART make new versions that say the same of relations and
//   sequences: there, what they say counts.
// - VACUUM FULL and temporary tables make new rows: a change is told that is none.
#pragma once

#include "postgres/together.hpp"
#include "sql/text.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pgslate::live {

/// What tells that nothing was written on the server since: one cell, which is then the same as it
/// was. It is NULL while anybody may be writing, on a standby, and before PostgreSQL 15.
sql::Text standstill(int server_version);

/// What tells one state of the database's catalogs from any other that it is compared with: that of
/// the transaction's snapshot. What roles are is not part of it. A server needs some 30 ms for a
/// thousand tables.
class CatalogFingerprint {
  public:
    using Cell = std::optional<std::string_view>;

    /// A row of an answer. Those of all the questions are taken in the order of asking.
    void take(Cell catalog, Cell first, Cell second);
    /// Empty where it can't be told: there is a catalog that is not known here, or a subscription,
    /// of which not everybody may read all.
    std::string text() const;
    /// The snapshot's own, or the one that was asked with: an xid8.
    const std::string& horizon() const { return horizon_; }

  private:
    std::string database_; // and what else it is of
    std::string horizon_;
    std::string rows_;
};

/// The questions whose answers it takes, for a transaction that has one snapshot: one for each
/// catalog, as a new session plans many small ones in half the time that one over all takes it.
/// With lines for versions, as the reader's questions have them.
std::span<const std::string> catalog_fingerprint_questions();

/// Asks for the same with the horizon of an earlier one, to be compared with that, or one that is
/// known. Each catalog may be looked at a moment later than the one before: if it is the same then,
/// all were when the first was asked for.
void ask_catalog_fingerprint(postgres::Together& together, const std::string& horizon,
                             int server_version, CatalogFingerprint& fingerprint);

} // namespace pgslate::live
