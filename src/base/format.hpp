// The one place that includes fmt: every room formats through these names.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>

namespace pgslate {

using fmt::format_string;
using fmt::join;

/// fmt::format as an object. A function's name is looked up in the namespaces of its arguments
/// too, where standard libraries with a std::format of their own would make the call ambiguous.
struct Format {
    template <typename... Values>
    std::string operator()(format_string<Values...> pattern, Values&&... values) const {
        return fmt::format(pattern, std::forward<Values>(values)...);
    }
};
inline constexpr Format format;

} // namespace pgslate
