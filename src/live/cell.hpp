// Cells of answers.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace pgslate::live {

/// The whole number that a cell holds, as the server writes one; 0 for NULL.
template <typename Number>
Number number_in(std::optional<std::string_view> cell) {
    Number number{};
    const auto digits = cell.value_or("");
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

} // namespace pgslate::live
