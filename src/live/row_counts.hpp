// How many rows tables have.
#pragma once

#include "catalog/identity.hpp"
#include "postgres/session.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pgslate::live {

struct RowCount {
    std::vector<std::string> names; ///< the schema and the name of the table
    std::int64_t rows = 0;
};

/// By the numbers of the tables (pg_class.oid).
using RowCounts = std::map<std::string, RowCount>;

/// Keeps everybody else out of these tables until the session's open transaction ends, and counts
/// the rows of those of which the role sees all. Throws Error.
RowCounts lock_and_count_rows(postgres::Session& session,
                              const std::vector<catalog::Identity>& tables);
/// Counts them again, whatever they are called by now; of those that are still there.
RowCounts count_rows(postgres::Session& session, const RowCounts& before);

} // namespace pgslate::live
