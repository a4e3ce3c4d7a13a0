// Where sequences have got to.
#pragma once

#include "catalog/identity.hpp"
#include "postgres/session.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pgslate::live {

/// A sequence as a column, or nobody, has it.
struct Counter {
    std::string sequence;           ///< its number: pg_class.oid
    std::string relation;           ///< the number of the table, or its own
    std::string column;             ///< pg_attribute.attnum, or 0
    std::vector<std::string> names; ///< schema and name
    bool ascending = true;
    bool cycles = false;
    std::int64_t last_value = 0;
    bool is_called = false;
};

/// Of those of these relations, by their names, that are sequences, or tables with such. Throws
/// Error.
std::vector<Counter> counters_of(postgres::Session& session,
                                 const std::vector<catalog::Identity>& relations);
/// The same by their numbers.
std::vector<Counter> counters_of(postgres::Session& session,
                                 const std::vector<std::string>& numbers);

} // namespace pgslate::live
