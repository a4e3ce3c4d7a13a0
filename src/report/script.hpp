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

/// The same of a plan that alters a database, which psql runs in one transaction or not at all,
/// whatever it is set to. What is to be known of each step stands before it as a comment. `head`
/// are lines of a comment that comes first.
std::string altering_script(const plan::Plan& plan, const std::vector<std::string>& settings,
                            const std::vector<std::string>& head);

/// One of its statements as data, with what it takes to run it.
Json step_data(const plan::Step& step);

} // namespace pgslate::report
