#include "report/markdown.hpp"

#include "base/format.hpp"
#include "plan/summary.hpp"
#include "report/markdown_code.hpp"
#include "report/steps.hpp"

#include <algorithm>
#include <iterator>

namespace pgslate::report {
namespace {

using plan::Step;

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
    if (plan.steps.empty()) return heading(title) + "Nothing to do.\n";
    const auto summary = plan::summary_of(plan);
    auto text = format("{}{}\n\n{}| | why | locks | risks |\n|-|-|-|-|\n", heading(title),
                       code(summary_in_words(summary)), lost_in_words(summary));
    std::string sql;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        text += row_of(plan.steps[i], i + 1);
        sql += format("{}-- {}\n{};", i == 0 ? "" : "\n\n", i + 1, statements.at(i));
    }
    return format("{}\n<details><summary>SQL</summary>\n\n{}\n</details>\n", text, code_block(sql));
}

} // namespace pgslate::report
