#pragma once

#include "plan/plan.hpp"
#include "report/json.hpp"

#include <string>
#include <vector>

namespace pgslate::report {

/// A plan as a script that psql runs: statements with their semicolons, the SET statements that
/// hold for them, and the data of COPY. `settings` are SET statements that come first and hold for
/// all of it.
std::string script(const plan::Plan& plan, const std::vector<std::string>& settings);

/// One of its statements as data, with what it takes to run it.
Json step_data(const plan::Step& step);

} // namespace pgslate::report
