// The elements of an index or a partition key, as the server prints them: a name or an expression,
// and behind it a collation, an operator class, an order.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::plan {

/// How long the expression is that an element begins with: `(a + 1)` or `lower(a)`; 0 if it begins
/// with the name of a column.
std::size_t length_of_expression(std::string_view element);

/// The elements of `LIST (a, lower(b) COLLATE "C")`.
std::vector<std::string> elements_of_key(std::string_view key);

} // namespace pgslate::plan
