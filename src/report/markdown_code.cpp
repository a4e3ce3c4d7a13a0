#include "report/markdown_code.hpp"

#include "base/format.hpp"
#include "report/terminal_text.hpp"

#include <algorithm>

namespace pgslate::report {
namespace {

// A code span or block ends at the first run of as many backticks as it began with (GitHub Flavored
// Markdown, "Code spans", "Fenced code blocks").
std::string fence_for(std::string_view text, std::size_t least) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    return std::string(std::max(least, longest + 1), '`');
}

// A bar ends a cell, in code, too.
std::string code_in_cell(std::string_view text) {
    std::string cell;
    for (const char c : code(text)) (c == '|' ? cell += '\\' : cell) += c;
    return cell;
}

} // namespace

std::string code(std::string_view text) {
    const auto line = on_one_line(text);
    const auto fence = fence_for(line, 1);
    return format("{} {} {}", fence, line, fence);
}

std::string heading(std::string_view text) {
    return format("## {}\n\n", code(text));
}

std::string code_block(std::string_view text) {
    const auto tamed = tame(text);
    const auto fence = fence_for(tamed, 3);
    return format("{}sql\n{}\n{}\n", fence, tamed, fence);
}

std::string cell_of(const std::vector<std::string>& lines) {
    std::string cell;
    for (const auto& line : lines)
        cell += format("{}{}", cell.empty() ? "" : "<br>", code_in_cell(line));
    return cell;
}

} // namespace pgslate::report
