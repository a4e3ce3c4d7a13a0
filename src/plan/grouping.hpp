// Which facts travel together in one CREATE, and in what order the CREATEs come.
#pragma once

#include "catalog/catalog.hpp"
#include "sql/text.hpp"

#include <vector>

namespace pgslate::plan {

/// A fact, and what stands for it inside the CREATE of its parent.
struct Member {
    const catalog::Fact* fact;
    sql::Text clause;
    bool late = false; ///< stands for the part of the fact that was put off: Rule::late
};

/// Facts that one statement creates: the first has a statement, the others are clauses of it.
using Group = std::vector<Member>;

/// The facts in ordered groups, each behind what it needs. A child goes into its parent's group
/// unless that would close a cycle (two tables with foreign keys to each other): then it comes
/// behind, on its own, or only that part of it does that closes the cycle (a default that calls a
/// function which reads the table).
/// Statements of one .sql model keep the order of their file where nothing speaks against it, and
/// where they mention each other in a circle.
std::vector<Group> ordered_groups(const catalog::Catalog& wanted,
                                  const std::vector<const catalog::Fact*>& facts);

} // namespace pgslate::plan
