#include "config/duration.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <system_error>
#include <utility>

namespace pgslate::config {
namespace {

constexpr std::int64_t longest = std::numeric_limits<std::int32_t>::max();

std::optional<std::chrono::milliseconds> in_range(std::int64_t count, std::int64_t unit) {
    if (count < 1 || count > longest / unit) return std::nullopt;
    return std::chrono::milliseconds(count * unit);
}

} // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> units = {
        {{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}}};
    std::int64_t count = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, count);
    if (problem != std::errc()) return std::nullopt;
    auto unit = text.substr(static_cast<std::size_t>(rest - text.data()));
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    for (const auto& [name, milliseconds] : units)
        if (unit == name) return in_range(count, milliseconds);
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> duration_of_seconds(std::int64_t seconds) {
    return in_range(seconds, 1000);
}

std::optional<std::chrono::milliseconds> parse_duration_or_seconds(std::string_view text) {
    std::int64_t seconds = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, seconds);
    if (problem == std::errc() && rest == end) return duration_of_seconds(seconds);
    return parse_duration(text);
}

} // namespace pgslate::config
