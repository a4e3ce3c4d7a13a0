#pragma once

#include "sql/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::live {

/// The value of a parameter of type text[] (manual, "Array Input and Output Syntax").
std::string text_array(const std::vector<std::string>& values);

/// The question about these: they stand for its `$1`, which its comments must not hold.
sql::Text question_about(std::string_view question, const std::vector<std::string>& values);

/// The elements of an array of one dimension as the server prints it; a NULL among them is empty.
std::vector<std::string> array_elements(std::string_view array);

} // namespace pgslate::live
