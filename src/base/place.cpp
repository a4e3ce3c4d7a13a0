#include "base/place.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate {

std::string to_string(const Place& place) {
    if (place.line == 0) return place.file;
    if (place.column == 0) return format("{}:{}", place.file.text(), place.line);
    return format("{}:{}:{}", place.file.text(), place.line, place.column);
}

Place advance(const Place& start, std::string_view text, std::size_t offset) {
    const auto passed = text.substr(0, offset);
    Place place = start;
    place.line += static_cast<int>(std::ranges::count(passed, '\n'));
    const auto newline = passed.rfind('\n');
    if (newline == std::string_view::npos)
        place.column += static_cast<int>(passed.size());
    else
        place.column = static_cast<int>(passed.size() - newline);
    return place;
}

} // namespace pgslate
