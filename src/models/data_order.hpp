#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// What adds rows to a table comes behind what other files add to the tables that its foreign keys
/// refer to. That is the weakest of all needs: it gives way to the order within a file.
void order_data(Collection& collection);

} // namespace pgslate::models
