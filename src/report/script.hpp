#pragma once

#include "plan/plan.hpp"

#include <string>

namespace pgslate::report {

/// A plan as a script that psql runs: statements with their semicolons, the SET statements that
/// hold for them, and the data of COPY.
std::string script(const plan::Plan& plan);

} // namespace pgslate::report
