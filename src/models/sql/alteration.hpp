// What ALTER adds and takes away, as far as its tokens tell.
#pragma once

#include "models/sql/statement.hpp"

#include <string>

namespace pgslate::models {

/// Reads a statement from behind ALTER on; names without a schema are taken to be in `schema`.
StatementReading read_alteration(TokenReader& reader, const std::string& schema);

} // namespace pgslate::models
