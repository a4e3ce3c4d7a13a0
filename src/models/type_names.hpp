#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// Warns of types in TOML models that neither PostgreSQL has nor a model declares and that are
/// likely to be misspelt, or called so in other systems. No more than a warning: what a template
/// database or an extension brings is for the server to know.
void warn_of_unknown_types(Collection& collection);

} // namespace pgslate::models
