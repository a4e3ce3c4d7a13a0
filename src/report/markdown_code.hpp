// Text from outside in GitHub Flavored Markdown: as code, which no text gets out of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::report {

/// A code span, on one line.
std::string code(std::string_view text);

/// A heading that is such a span, with the empty line below it.
std::string heading(std::string_view text);

/// A fenced block of SQL, with its newline.
std::string code_block(std::string_view text);

/// A cell of a table: code spans, one below the other.
std::string cell_of(const std::vector<std::string>& lines);

} // namespace pgslate::report
