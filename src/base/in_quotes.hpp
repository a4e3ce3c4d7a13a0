#pragma once

#include <string>
#include <string_view>

namespace pgslate {

/// A name as messages show one that may be anything: in double quotes, within which a quote stands
/// twice, as in SQL, and on one line. So it ends where it seems to end.
std::string in_quotes(std::string_view name);

} // namespace pgslate
