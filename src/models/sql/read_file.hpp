#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// Reads a .sql model into the collection: each statement becomes a fact with its text, the SET
/// statements that hold for it and its COPY data, and what it creates becomes a fact made by it.
void read_sql_file(Source& source);

} // namespace pgslate::models
