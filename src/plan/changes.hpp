// From what differs to what is done about it, object by object.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/alteration.hpp"
#include "plan/copied_rows.hpp"
#include "plan/difference.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace pgslate::plan {

/// What is done with the objects of a database so that it becomes another one.
struct Changes {
    /// What is there afterwards: what is declared, and what nobody speaks of.
    catalog::Catalog target;
    /// What is there before, with what the moved tables have by themselves in between.
    catalog::Catalog live;
    /// Tables that are taken out of a whole or put into one.
    std::set<catalog::Identity> moved;
    std::set<catalog::Identity> created; ///< of the target
    std::set<catalog::Identity> dropped; ///< of what is live, with all that belongs to it
    std::map<catalog::Identity, Alterations> altered;
    /// Types and collations that other ones take the place of while columns have them: these get
    /// their name when they have stepped aside under this one.
    std::map<catalog::Identity, std::string> aside;
    /// Tables that others take the place of, and what is done about their rows.
    std::map<catalog::Identity, CopiedRows> copied;
    /// Tables whose rows change partitions, each with its default partition, if that loses some.
    std::map<catalog::Identity, std::optional<catalog::Identity>> rerouted;
    Counters counters;    ///< that go over from one sequence to another
    int server_major = 0; ///< 15 for PostgreSQL 15.20
};

/// What brings a database from `live`, of which everything that needs something else has to be
/// known, to `declared`. An object that can't be altered so is replaced, and then everything that
/// holds on to it is made again, as it is in the target. Of tables nothing is replaced but what
/// only a new table can be.
Changes changes_of(const catalog::Catalog& declared, const catalog::Catalog& live,
                   const std::vector<Difference>& differences, int server_major,
                   const NoAssignment& no_assignment = {});

/// The pairs of types between which columns are altered.
using TypeChanges = std::vector<std::pair<std::string, std::string>>;
TypeChanges type_changes(const catalog::Catalog& declared, const catalog::Catalog& live,
                         const std::vector<Difference>& differences);

} // namespace pgslate::plan
