#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::config {

/// `%41` becomes `A`. Nothing if a % is not followed by two hexadecimal digits, or if the result
/// is not valid UTF-8 or holds NUL.
std::optional<std::string> percent_decode(std::string_view text);

/// The other way round: all but letters, digits, `-._~` and what is in `plain` becomes %41 (RFC
/// 3986, 2.3).
std::string percent_encode(std::string_view text, std::string_view plain = "");

} // namespace pgslate::config
