#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// Reads a TOML model into the collection; problems too.
void read_toml(Source& source);

} // namespace pgslate::models
