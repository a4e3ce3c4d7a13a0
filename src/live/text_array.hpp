#pragma once

#include <string>
#include <vector>

namespace pgslate::live {

/// The value of a parameter of type text[] (manual, "Array Input and Output Syntax").
std::string text_array(const std::vector<std::string>& values);

} // namespace pgslate::live
