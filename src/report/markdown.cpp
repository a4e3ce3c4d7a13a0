#include "report/markdown.hpp"

#include "base/format.hpp"
#include "plan/summary.hpp"
#include "report/steps.hpp"
#include "report/terminal_text.hpp"

#include <algorithm>
#include <iterator>

namespace pgslate::report {
namespace {

using plan::Step;

// A code span or block ends at the first run of as many backticks as it began with (GitHub Flavored
// Markdown, "Code spans", "Fenced code blocks").
std::string fence_for(std::string_view text, std::size_t least) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    return std::string(std::max(least, longest + 1), '`');
}

std::string code(std::string_view text) {
    const auto line = on_one_line(text);
    const auto fence = fence_for(line, 1);
    return format("{} {} {}", fence, line, fence);
}

// In a cell of a table a bar ends the cell, in code, too.
std::string code_in_cell(std::string_view text) {
    std::string cell;
    for (const char c : code(text)) (c == '|' ? cell += '\\' : cell) += c;
    return cell;
}

std::string block(std::string_view text) {
    const auto tamed = tame(text);
    const auto fence = fence_for(tamed, 3);
    return format("{}sql\n{}\n{}\n", fence, tamed, fence);
}

// In one cell, one below the other.
std::string cell_of(const std::vector<std::string>& lines) {
    std::string cell;
    for (const auto& line : lines)
        cell += format("{}{}", cell.empty() ? "" : "<br>", code_in_cell(line));
    return cell;
}

std::string row_of(const Step& step, std::size_t number) {
    std::vector<std::string> locks;
    for (const auto& lock : step.locks)
        locks.push_back(format("{} on {}", to_string(lock.mode), to_string(lock.relation)));
    std::vector<std::string> risks;
    for (const auto risk : step.risks.list()) risks.emplace_back(to_string(risk));
    std::ranges::move(found_for(step), std::back_inserter(risks));
    for (const auto& words : step.lacks) risks.push_back("lacks: " + words);
    return format("| {} | {} | {} | {} |\n", number, cell_of(reasons_for(step)), cell_of(locks),
                  cell_of(risks));
}

std::string lost_in_words(const plan::Summary& summary) {
    if (summary.lost.empty()) return {};
    std::string text = "**Data would be lost:**\n\n";
    for (const auto& id : summary.lost) text += format("- {}\n", code(to_string(id)));
    return text + '\n';
}

} // namespace

std::string plan_in_markdown(const std::string& title, const plan::Plan& plan,
                             const std::vector<std::string>& statements) {
    const auto heading = format("## {}\n\n", code(title));
    if (plan.steps.empty()) return heading + "Nothing to do.\n";
    const auto summary = plan::summary_of(plan);
    auto text = format("{}{}\n\n{}| | why | locks | risks |\n|-|-|-|-|\n", heading,
                       code(summary_in_words(summary)), lost_in_words(summary));
    std::string sql;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        text += row_of(plan.steps[i], i + 1);
        sql += format("{}-- {}\n{};", i == 0 ? "" : "\n\n", i + 1, statements.at(i));
    }
    return format("{}\n<details><summary>SQL</summary>\n\n{}\n</details>\n", text, block(sql));
}

} // namespace pgslate::report
