#pragma once

#include <string>
#include <string_view>

namespace pgslate {

/// `value` in single quotes, as one word of a POSIX shell that means nothing but itself.
std::string shell_quoted(std::string_view value);

/// The same, without quotes where it needs none.
std::string shell_word(std::string_view value);

} // namespace pgslate
