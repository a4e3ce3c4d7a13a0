#include "report/size.hpp"

#include "base/format.hpp"

#include <array>

namespace pgslate::report {

std::string size(std::int64_t bytes) {
    constexpr std::array units = {"kB", "MB", "GB", "TB"};
    if (bytes < 1024) return format("{} bytes", bytes);
    auto value = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < units.size(); ++unit) value /= 1024;
    return format("{:.1f} {}", value, units[unit]);
}

} // namespace pgslate::report
