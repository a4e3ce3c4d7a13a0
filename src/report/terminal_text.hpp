#pragma once

#include <string>
#include <string_view>

namespace pgslate::report {

/// Could a terminal do something else with this character than show it? A control character (C0,
/// DEL, C1), or one that turns what stands beside it round, or begins a line.
bool steers(char32_t code);

/// Text from outside, such as a name or a server's message, could steer the terminal: what does,
/// other than newline and tab, comes out as `\x1b` or `\u202e`.
std::string tame(std::string_view text);

/// The same, and newlines come out as `\n`: a name may hold them, a line of a list may not.
std::string on_one_line(std::string_view text);

} // namespace pgslate::report
