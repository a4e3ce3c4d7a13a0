// Sequences that are dropped while others take their place: the counter goes over to those.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/difference.hpp"
#include "sql/text.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::plan {

/// An identity column has a sequence that nothing else can have, and no other: when a column
/// becomes one or is none any more, another sequence goes on where the first has stopped.
struct Counter {
    std::vector<std::string> live;     ///< the schema and the name of the sequence that stops
    std::vector<std::string> declared; ///< of the one that goes on
    std::string aside; ///< what the first is called meanwhile, if both have one name

    /// What makes room for the one that goes on; empty if nothing has to.
    sql::Text stepping_aside() const;
    /// What takes over `last_value` and `is_called` while both are there.
    sql::Text taking_over() const;
};

/// By the columns that take their numbers from them.
using Counters = std::map<catalog::Identity, Counter>;

/// Of all columns that become identity columns, or are none any more, and take their values from
/// one sequence before and afterwards: the other one is new.
Counters counters_taken_over(const catalog::Catalog& declared, const catalog::Catalog& live,
                             const std::vector<Difference>& differences);

/// Does another sequence go on where this one stops?
bool goes_on(const Counters& counters, const catalog::Identity& sequence);

} // namespace pgslate::plan
