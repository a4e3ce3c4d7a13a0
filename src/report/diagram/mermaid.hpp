#pragma once

#include "report/diagram/diagram.hpp"

#include <string>

namespace pgslate::report {

/// An erDiagram of Mermaid, which GitHub and GitLab draw where it stands in Markdown. Names that
/// its grammar does not take are written so that they are shown as they are; types and columns,
/// which it takes as words only, get what they are called in quotes beside them.
std::string in_mermaid(const Diagram& diagram);

} // namespace pgslate::report
