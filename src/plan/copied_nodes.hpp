// Tables that others take the place of, in the graph: their rows go over.
#pragma once

#include "plan/change_graph.hpp"

namespace pgslate::plan {

/// Adds what lets each of them step aside, and what copies its rows, and what these need.
void copy_rows(ChangeGraph& graph);

} // namespace pgslate::plan
