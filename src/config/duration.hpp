#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pgslate::config {

/// A time with its unit: "500ms", "5s", "2min", "1h", in PostgreSQL's spelling (manual, "Setting
/// Parameters"). Nothing if `text` is something else, nothing at all, zero, or more than the
/// 2^31 - 1 milliseconds PostgreSQL accepts. A number without a unit is not accepted: PostgreSQL
/// would read milliseconds, people mean seconds.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The same for a whole number of seconds.
std::optional<std::chrono::milliseconds> duration_of_seconds(std::int64_t seconds);

} // namespace pgslate::config
