// Ordered steps that lead to a catalog. Pure: it reads catalogs and returns a value.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/changes.hpp"
#include "plan/naming.hpp"
#include "plan/proposals.hpp"
#include "plan/reason.hpp"
#include "plan/selection.hpp"
#include "plan/settings.hpp"
#include "sql/text.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::plan {

/// What the server says of rows that are there.
struct Found {
    enum class Verdict {
        lost,   ///< these values do not come back from what they become
        refused ///< these rows are not what they have to be: the step will fail
    };
    catalog::Identity about; ///< a column, a constraint
    Verdict verdict{};
    std::int64_t count = 0;           ///< 0: the server has said no number
    std::optional<std::string> words; ///< one of them, or why the server refuses one
    std::vector<std::string> advice =
        {}; ///< sentences: what can be done about rows that are refused
};

/// What ANALYZE has to find out again, as it is called when all steps are done.
struct Stale {
    catalog::Identity relation;
    std::string column; ///< empty: of all of it
};

/// One statement, and what is to be known about it.
struct Step {
    enum class Doing { create, alter, drop };
    /// From byte `begin` of the SQL on, what stands there comes from `place`.
    struct Origin {
        std::size_t begin = 0;
        Place place;
    };
    sql::Text sql;
    std::optional<SharedText> copy_data;    ///< the lines for `copy ... from stdin`
    int copy_line = 0;                      ///< the line of the model where they begin
    std::vector<std::string> settings;      ///< the SET statements that hold while it runs
    std::vector<catalog::Identity> creates; ///< what is there once it has run
    std::vector<catalog::Identity> drops;   ///< what it takes away, without what goes with that
    std::vector<Origin> origins;            ///< in ascending order; empty if no model says it
    bool verbatim = false;                  ///< its SQL stands in a model as it is
    bool removes = false;                   ///< it drops something: tried once, never later
    bool shared = false;                    ///< about what all databases of a server share
    bool changes_data = false;              ///< it changes or asks for rows, of a .sql model
    Doing doing = Doing::create;
    std::optional<catalog::Identity> about; ///< what it is done to
    Risks risks;
    std::vector<Lock> locks; ///< on relations that are there, as they are called before all steps
    std::vector<catalog::Identity> rows_of; ///< the tables whose rows it is about
    bool beyond_rows = false; ///< what it loses is not lost only where these have rows
    bool spares_rows = false; ///< it would lose data if these had rows
    std::vector<catalog::Identity> converts; ///< the columns whose values become others
    std::vector<Found> found;
    std::vector<std::string> lacks; ///< what the role may not do that it takes, in words
    std::vector<Stale> stale;       ///< of what it makes the server forget the statistics
    std::int64_t bytes = 0;         ///< that it reads or writes of these, once it is weighed
    std::vector<Reason> reasons;    ///< one for each thing that the statement does
    std::optional<catalog::Identity> whole; ///< what it is about, or what that is a part of

    bool loses_data() const { return risks.contains(Risk::data_loss); }
};

struct Plan {
    std::vector<Step> steps;
    /// What is renamed, with all that belongs to it: by the name it has afterwards.
    std::map<catalog::Identity, catalog::Identity> was;
    Counters counters;               ///< that go over from one sequence to another
    std::vector<Proposal> proposals; ///< what else may be a rename
};

/// The steps that create everything in `wanted` in a database that has nothing of it.
Plan plan_creation(const catalog::Catalog& wanted, Author author = Author::person);

/// The steps that create what `wanted` has and `present` lacks, and neither alter nor drop what is
/// there: no column, constraint or comment is added to what is present. A statement of a .sql model
/// that creates something runs only when that is missing; `others` says which of the rest do.
Plan plan_missing(const catalog::Catalog& wanted, const Present& present,
                  Statements others = Statements::about_created);

/// The steps that carry out what is to be done with the objects of a database, and why:
/// because of these differences.
Plan plan_changes(const Changes& changes, const std::vector<Difference>& differences);

/// Puts the renames that have to come first before them, with what those need.
void add_renames(Plan& plan, const Naming& naming, const Renamed& live,
                 const catalog::Catalog& declared);

/// The way back ends with them the other way round.
void add_renames_back(Plan& plan, const Naming& naming, const Renamed& live);

/// Marks what of `wanted` can only be created in two parts, the first of which is a stub
/// (Catalog::stubs), with the attribute `stub`, and columns that can only be added to their table
/// later with the attribute `apart`: then they are, also where they are planned without what they
/// need. It takes what needs what from a server.
void mark_parts(catalog::Catalog& wanted);

} // namespace pgslate::plan
