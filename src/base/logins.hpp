#pragma once

#include <string>
#include <string_view>

namespace pgslate {

/// Whether `text` looks like a URL with a login in it or like libpq's `password=...`: what somebody
/// may have given in the place of a name.
bool may_hold_password(std::string_view text);

/// `text` without the logins and passwords of URLs in it: what stands between `:/` and the last @
/// of a line, and the value of `password=` behind a `:/`. Leaves out too much rather than too
/// little.
std::string without_logins(std::string_view text);

} // namespace pgslate
