#pragma once

#include "report/diagram/diagram.hpp"
#include "report/diagram/selection.hpp"

#include <optional>
#include <string>

namespace pgslate::report {

/// One HTML page to look around in, which needs nothing besides itself and may load nothing. It
/// begins with these columns, or with as many as its window has room for.
std::string in_html(const Diagram& diagram, std::optional<ShownColumns> columns);

} // namespace pgslate::report
