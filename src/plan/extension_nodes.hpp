// Extensions in the graph.
#pragma once

#include "plan/change_graph.hpp"
#include "plan/drop_nodes.hpp"

namespace pgslate::plan {

/// Nobody knows what an extension brings: what was there by itself goes first, and what was the
/// extension's has gone before it is made by itself.
void connect_extensions(ChangeGraph& graph, const DropNodes& drops);

} // namespace pgslate::plan
