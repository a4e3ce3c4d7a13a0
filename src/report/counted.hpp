#pragma once

#include "base/format.hpp"

#include <string>
#include <string_view>

namespace pgslate::report {

/// "1 object", "2 objects".
inline std::string counted(std::size_t count, std::string_view noun) {
    return format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

} // namespace pgslate::report
