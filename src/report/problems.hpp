// Shaping problems for people, and for programs.
#pragma once

#include "base/error.hpp"
#include "report/json.hpp"

#include <string>
#include <string_view>

namespace pgslate::report {

/// A problem as text: `place: label: message`, the line it is about with a mark below, SQLSTATE,
/// statement, the server's notes, and what to do next; each on lines of its own. A URL that was
/// given in the place of something else is shown without its login, here and in data.
std::string describe(const Problem& problem, std::string_view label, bool color);

/// All problems of an error as text.
std::string describe(const Error& error, bool color);

/// A problem as data.
Json data_of(const Problem& problem);

/// An error as the JSON document of a command that failed.
Json data_of(const Error& error);

} // namespace pgslate::report
