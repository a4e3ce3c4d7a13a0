#pragma once

#include "models/collector.hpp"

namespace pgslate::models {

/// Holds the facts of all models against each other: names that clash, tables without columns,
/// columns and tables that are referred to and not declared, inheritance in a circle. What is wrong
/// is added to the collection's problems.
void check(Collection& collection);

} // namespace pgslate::models
