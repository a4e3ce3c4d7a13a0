// Names that one object gives up for another, in the graph.
#pragma once

#include "plan/change_graph.hpp"
#include "plan/drop_nodes.hpp"

namespace pgslate::plan {

/// A name is given up before it is taken again.
void connect_names(ChangeGraph& graph, const DropNodes& drops);

} // namespace pgslate::plan
