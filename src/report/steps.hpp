// The steps of a plan, for people and for programs.
#pragma once

#include "plan/summary.hpp"
#include "report/json.hpp"

#include <string>
#include <vector>

namespace pgslate::report {

/// "3 tables altered, 1 index built on 2.1 GB, nothing lost; longest exclusive lock: a moment".
std::string summary_in_words(const plan::Summary& summary);
Json summary_data(const plan::Summary& summary);

/// What is to be known of a step besides its SQL: a line each for its locks, its risks and its
/// reason. Names and values are on one line, whatever they hold, and without secrets.
std::vector<std::string> notes_on(const plan::Step& step);

/// All of it as data. `sql` is the statement as it may be shown.
Json step_data(const plan::Step& step, const std::string& sql);

} // namespace pgslate::report
