// What is dropped and altered as nodes of the graph that orders what is created.
#pragma once

#include "plan/changes.hpp"
#include "plan/nodes.hpp"

namespace pgslate::plan {

/// Adds them, and what they and the nodes that create need of each other: an object is dropped when
/// nothing that is live needs it, a name is given up before it is taken again, and what is altered
/// comes behind what its new value needs and before what its old value needed goes.
void add_changes(Nodes& nodes, const Changes& changes);

} // namespace pgslate::plan
