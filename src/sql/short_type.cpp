#include "sql/short_type.hpp"

#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace pgslate::sql {
namespace {

// `timestamp(3) with time zone` is `timestamptz(3)`; nothing for other types.
std::optional<std::string> short_time(std::string_view type, std::string_view begin) {
    if (!type.starts_with(begin)) return std::nullopt;
    const auto rest = type.substr(begin.size());
    const auto precision = rest.substr(0, std::min(rest.find(' '), rest.size()));
    if (!precision.empty() && (precision.size() != 3 || precision.front() != '(')) return {};
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> zones = {
        {{" without time zone", ""}, {" with time zone", "tz"}}};
    for (const auto& [words, letters] : zones)
        if (const auto zone = rest.substr(precision.size()); zone.starts_with(words))
            return format("{}{}{}{}", begin, letters, precision, zone.substr(words.size()));
    return std::nullopt;
}

} // namespace

std::string short_type(const std::string& type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> shorter = {
        {{"character varying", "varchar"}, {"character(", "char("}, {"bit varying", "varbit"}}};
    for (const auto& [words, instead] : shorter)
        if (type.starts_with(words)) return format("{}{}", instead, type.substr(words.size()));
    for (const std::string_view begin : {"timestamp", "time"})
        if (auto time = short_time(type, begin)) return *std::move(time);
    return type;
}

} // namespace pgslate::sql
