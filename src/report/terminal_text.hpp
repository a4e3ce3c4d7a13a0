#pragma once

#include <string>
#include <string_view>

namespace pgslate::report {

/// Text from outside, such as a name or a server's message, could steer the terminal: control
/// characters other than newline and tab (C0, DEL and, in UTF-8, C1) come out as `\x1b`.
std::string tame(std::string_view text);

/// The same, and newlines come out as `\n`: a name may hold them, a line of a list may not.
std::string on_one_line(std::string_view text);

} // namespace pgslate::report
