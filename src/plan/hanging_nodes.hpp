// Partitions, and children of other tables, in the graph.
#pragma once

#include "plan/change_graph.hpp"

namespace pgslate::plan {

/// Adds what they need of the tables that they hang on, and these of them.
void connect_hanging(ChangeGraph& graph);

} // namespace pgslate::plan
