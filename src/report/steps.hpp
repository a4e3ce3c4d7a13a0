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
/// "sequence public.s, column public.t.b": each on one line, whatever its name holds.
std::string names_in_words(const std::set<catalog::Identity>& identities);
Json::Array names_data(const std::set<catalog::Identity>& identities);

/// What is to be known of a step besides its SQL: a line each for its locks, its risks and its
/// reason. Names and values are on one line, whatever they hold, and without secrets.
std::vector<std::string> notes_on(const plan::Step& step);

/// What the server says of values and rows that are there, in words.
std::vector<std::string> found_for(const plan::Step& step);

/// Why it is needed: a line for each attribute.
std::vector<std::string> reasons_for(const plan::Step& step);

/// All of it as data. `sql` is the statement as it may be shown.
Json step_data(const plan::Step& step, const std::string& sql);

} // namespace pgslate::report
