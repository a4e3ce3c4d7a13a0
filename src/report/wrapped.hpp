#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgslate::report {

/// How many columns the terminal has that standard output is; 80 if it is none.
std::size_t terminal_width();

/// Text whose lines are at most `width` wide where words allow it. What hangs on in a table of two
/// columns stands below the second one, or, where that is too narrow, on lines of its own.
std::string wrapped(std::string_view text, std::size_t width);

} // namespace pgslate::report
