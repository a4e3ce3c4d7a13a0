// What CREATE makes, and what that refers to, as far as its tokens tell.
#pragma once

#include "models/sql/statement.hpp"

#include <string>

namespace pgslate::models {

/// Reads a statement from behind CREATE on; names without a schema are taken to be in `schema`.
StatementReading read_creation(TokenReader& reader, const std::string& schema);

} // namespace pgslate::models
