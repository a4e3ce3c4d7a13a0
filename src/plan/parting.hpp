#pragma once

#include "catalog/catalog.hpp"
#include "plan/nodes.hpp"

namespace pgslate::plan {

/// Creates in two parts what can only be created so, until no group certainly needs itself.
///
/// On a circle of needs, the first of these that is there is parted from its group or itself: what
/// may as well have a statement of its own (a constraint, a default); a view, a function or a
/// domain, of which something less can be made first; a column with all columns behind it, so that
/// none changes its place. Where a need was only read off a name, a column stays where it is: the
/// name may mean something else.
void part_circles(Nodes& nodes, const catalog::Catalog& wanted);

} // namespace pgslate::plan
