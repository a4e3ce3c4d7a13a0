#pragma once

#include "plan/difference.hpp"
#include "report/diagram/diagram.hpp"
#include "report/diagram/positions.hpp"

#include <vector>

namespace pgslate::report {

/// Says of every part of a picture what differs in it; what is no part of it is told elsewhere.
void mark(Diagram& diagram, const Positions& positions,
          const std::vector<plan::Difference>& differences);

} // namespace pgslate::report
