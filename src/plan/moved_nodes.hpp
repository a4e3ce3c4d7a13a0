// Tables that are taken out of others, or put into them, in the graph.
#pragma once

#include "plan/change_graph.hpp"

namespace pgslate::plan {

/// Such a table leaves the wholes that it has before anything is done to it or to these, and gets
/// to those that it will have when all that is to come of them is there.
void connect_moved(ChangeGraph& graph);

} // namespace pgslate::plan
