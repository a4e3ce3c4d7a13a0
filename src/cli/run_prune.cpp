#include "base/format.hpp"
#include "cli/context.hpp"
#include "cli/stock.hpp"
#include "commands/prune.hpp"

namespace pgslate::cli {
namespace {

std::vector<std::string> left_of(const commands::Prune& result) {
    std::vector<std::string> lines;
    for (const auto& one : result.in_use)
        lines.push_back(format("Left {}: somebody is in it, or may be.", one.name));
    for (const auto& name : result.prepared)
        lines.push_back(format("Left {}: another pgslate is preparing it.", name));
    return lines;
}

} // namespace

ExitStatus run_prune(const Invocation& invocation) {
    const auto result = commands::prune(context_of(invocation));
    const auto& output = invocation.output;
    for (const auto& one : result.found)
        output.line(format("{}{}", result.dropped ? "Dropped " : "", stock_in_words(one)));
    const auto left = left_of(result);
    for (const auto& line : left) output.line(line);
    if (result.found.empty() && left.empty()) output.line("There are no templates and no spares.");
    if (!result.found.empty() && !result.dropped)
        output.line("Nothing is dropped yet; `pgslate prune --yes` drops them.");
    report::Json::Array stock;
    for (const auto& one : result.found) stock.push_back(stock_data(one));
    report::Json::Array names;
    for (const auto& one : result.in_use) names.push_back(one.name);
    for (const auto& name : result.prepared) names.push_back(name);
    answer(invocation, report::Json::Object{{"stock", std::move(stock)},
                                            {"dropped", result.dropped},
                                            {"left", std::move(names)}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
