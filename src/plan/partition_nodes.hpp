// Tables that come to a whole, and those that leave it, in the graph.
#pragma once

#include "plan/change_graph.hpp"

namespace pgslate::plan {

/// New partitions and children come when their whole is as it is to be, and when those that leave
/// it have made room; rows that change partitions wait until all of them are there.
void connect_partitions(ChangeGraph& graph);

} // namespace pgslate::plan
