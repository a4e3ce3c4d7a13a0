#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pgslate::report {

/// How many columns of a terminal the text takes, which is good UTF-8 and one line; rather too many
/// than too few: what is wide in any terminal counts two, and what is nothing in some counts one.
std::size_t columns_of(std::string_view text);

/// As much of its beginning as fits into so many columns; what is cut off ends in `mark`.
std::string cut_to(std::string_view text, std::size_t columns, std::string_view mark);

/// For a terminal that knows ASCII only: everything else is a question mark.
std::string in_ascii(std::string_view text);

} // namespace pgslate::report
