// Ordered steps that lead to a catalog. Pure: it reads catalogs and returns a value.
#pragma once

#include "catalog/catalog.hpp"
#include "sql/text.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgslate::plan {

/// One statement, and what is to be known about it.
struct Step {
    /// From byte `begin` of the SQL on, what stands there comes from `place`.
    struct Origin {
        std::size_t begin = 0;
        Place place;
    };
    sql::Text sql;
    std::optional<std::string> copy_data;   ///< the lines for `copy ... from stdin`
    std::vector<std::string> settings;      ///< the SET statements that hold while it runs
    std::vector<catalog::Identity> creates; ///< what is there once it has run
    std::vector<Origin> origins;            ///< in ascending order; empty if no model says it
    bool verbatim = false;                  ///< its SQL stands in a model as it is
    bool removes = false;                   ///< it drops something: tried once, never later
};

struct Plan {
    std::vector<Step> steps;
};

/// What is there already, when a plan adds what is missing to it.
struct Present {
    std::set<catalog::Identity> identities;
};

/// The steps that create everything in `wanted` in a database that has nothing of it.
Plan plan_creation(const catalog::Catalog& wanted);

/// The steps that create what `wanted` has and `present` lacks, and neither alter nor drop what is
/// there: no column, constraint or comment is added to what is present, no data are changed, and a
/// statement of a .sql model runs only when it creates something missing or is about something that
/// is created.
Plan plan_missing(const catalog::Catalog& wanted, const Present& present);

} // namespace pgslate::plan
