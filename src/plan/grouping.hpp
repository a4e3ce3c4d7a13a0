// Which facts travel together in one CREATE, and in what order the CREATEs come.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/changes.hpp"
#include "plan/nodes.hpp"

#include <set>
#include <vector>

namespace pgslate::plan {

/// Facts that one statement creates: the first has a statement; the others are clauses of it or,
/// where they have no clause, follow it at once.
using Group = std::vector<Node>;

/// The facts in ordered groups, each behind what it needs. A child goes into its parent's group
/// unless that would close a circle (see parting.hpp): then it comes behind, on its own, or only
/// that part of it does that closes the circle (a default that calls a function which reads the
/// table). Statements of one .sql model keep the order of their file where nothing speaks against
/// it, and where they mention each other in a circle.
std::vector<Group> ordered_groups(const catalog::Catalog& wanted,
                                  const std::vector<const catalog::Fact*>& facts);

/// The same for everything that is done with the objects of a database: what is dropped and altered
/// are groups of their own. The changes have to live as long as the groups.
std::vector<Group> ordered_changes(const Changes& changes,
                                   const std::vector<const catalog::Fact*>& created);

/// What can only be created in two parts, the first of which takes a stub (Catalog::stubs), and
/// what has a place in its parent but can't be created with it.
std::set<catalog::Identity> created_apart(const catalog::Catalog& wanted,
                                          const std::vector<const catalog::Fact*>& facts);

} // namespace pgslate::plan
