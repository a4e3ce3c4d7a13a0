#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgslate::config {

/// `%41` becomes `A`. Nothing if a % is not followed by two hexadecimal digits, or if the result
/// is not valid UTF-8 or holds NUL.
std::optional<std::string> percent_decode(std::string_view text);

/// The other way round: all but letters, digits and `-._~/` becomes %41 (RFC 3986, 2.3; a slash may
/// stand in a path and in a query).
std::string percent_encode(std::string_view text);

} // namespace pgslate::config
