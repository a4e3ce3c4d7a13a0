// Which facts of a catalog are to be created.
#pragma once

#include "catalog/catalog.hpp"

#include <set>
#include <vector>

namespace pgslate::plan {

/// What is there already, when a plan adds what is missing to it.
struct Present {
    std::set<catalog::Identity> identities;
};

/// Which statements of .sql models run that create nothing with a name.
enum class Statements {
    about_created, ///< what is about something that is created, and changes no data
    all            ///< all but those that drop what is not created: `present` is a clean slate
};

/// The facts that need a statement or a clause, in the order in which they stand when nothing else
/// decides: kind by kind, what belongs to a table behind its table, statements of .sql models last
/// and in the order of their files.
std::vector<const catalog::Fact*> select_all(const catalog::Catalog& wanted);

/// These facts of a catalog, in the same order.
std::vector<const catalog::Fact*> select_these(const catalog::Catalog& wanted,
                                               const std::set<catalog::Identity>& identities);

/// Those of them that plan_missing() creates.
std::vector<const catalog::Fact*> select_missing(const catalog::Catalog& wanted,
                                                 const Present& present, Statements others);

} // namespace pgslate::plan
