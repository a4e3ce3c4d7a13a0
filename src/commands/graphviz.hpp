#pragma once

#include "config/environment.hpp"

#include <string>

namespace pgslate::commands {

/// What Graphviz's `dot` makes of a picture in DOT: SVG. Throws Error (ExitStatus::failed) if there
/// is none on this machine, naming the package, or with its words if it fails.
std::string svg_of(const std::string& dot, const config::Environment& environment);

} // namespace pgslate::commands
