// Sequences of columns in the graph.
#pragma once

#include "plan/change_graph.hpp"

namespace pgslate::plan {

/// Connects sequences that columns have, with identity or without, to what is done about these: a
/// column has one sequence at a time, and a counter goes over from one to another.
void connect_sequences(ChangeGraph& graph);

} // namespace pgslate::plan
