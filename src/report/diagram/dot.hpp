#pragma once

#include "report/diagram/diagram.hpp"

#include <string>

namespace pgslate::report {

/// The picture in DOT, the language of Graphviz: a cluster for each schema, a box for each table,
/// crow's feet where many rows refer to one.
std::string in_dot(const Diagram& diagram);

} // namespace pgslate::report
