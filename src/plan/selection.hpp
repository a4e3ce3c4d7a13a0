// Which facts of a catalog are to be created.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace pgslate::plan {

/// The facts that need a statement or a clause, in the order in which they stand when nothing else
/// decides: kind by kind, what belongs to a table behind its table, statements of .sql models last
/// and in the order of their files.
std::vector<const catalog::Fact*> select_all(const catalog::Catalog& wanted);

/// Those of them that plan_missing() creates.
std::vector<const catalog::Fact*> select_missing(const catalog::Catalog& wanted,
                                                 const Present& present, Statements others);

} // namespace pgslate::plan
