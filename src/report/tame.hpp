#pragma once

#include <string>
#include <string_view>

namespace pgslate::report {

/// Text from outside, such as a name or a server's message, could steer the terminal: control
/// characters other than newline and tab (C0, DEL and, in UTF-8, C1) come out as `\x1b`.
std::string tame(std::string_view text);

} // namespace pgslate::report
