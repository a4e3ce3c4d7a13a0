#pragma once

#include <cstddef>

namespace pgslate::report {

/// Is it a terminal that knows more than a printer does: colours, and lines that are written over?
/// TERM says so, where it is neither missing nor "dumb".
bool is_able_terminal(int descriptor);

/// How many columns a line of standard error may have that is to be written over: all but the last,
/// in which some terminals go on to the next line, and two that the terminal itself writes when
/// somebody types Ctrl+C. Asked anew each time, as windows change.
std::size_t columns_to_write_over();

/// Does the environment say that the terminal's characters are UTF-8 (locale(7))?
bool knows_utf8();

} // namespace pgslate::report
