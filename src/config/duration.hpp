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

/// Either of them, where there are no numbers but in text: on a command line, in a variable.
std::optional<std::chrono::milliseconds> parse_duration_or_seconds(std::string_view text);

/// What to write, for whoever wrote something else.
inline constexpr std::string_view duration_hint =
    "Write a time such as \"500ms\", \"5s\" or \"2min\", or a whole number of seconds; up to 24 "
    "days.";

} // namespace pgslate::config
