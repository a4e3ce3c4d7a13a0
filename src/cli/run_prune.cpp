#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "cli/context.hpp"
#include "cli/stock.hpp"
#include "commands/prune.hpp"
#include "config/given_options.hpp"

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

// Each is told of at once. Where nobody hears words, an error tells what was dropped before it.
commands::Prune prune(const Invocation& invocation) {
    const auto& output = invocation.output;
    std::vector<std::string> dropped;
    try {
        return commands::prune(context_of(invocation), [&](const database::Stocked& one) {
            output.line(format("Dropped {}", stock_in_words(one)));
            dropped.push_back(one.name);
        });
    } catch (const Error& error) {
        if (dropped.empty() || !(output.json() || output.quiet())) throw;
        throw with_hint(error, format("Dropped before that: {}.", join(dropped, ", ")));
    }
}

} // namespace

ExitStatus run_prune(const Invocation& invocation) {
    const auto result = prune(invocation);
    const auto& output = invocation.output;
    if (!result.dropped)
        for (const auto& one : result.found) output.line(stock_in_words(one));
    const auto left = left_of(result);
    for (const auto& line : left) output.line(line);
    if (result.found.empty() && left.empty()) output.line("There are no templates and no spares.");
    if (!result.found.empty() && !result.dropped)
        output.line(format("Nothing is dropped yet; `pgslate prune{} --yes` drops them.",
                           config::given_options(invocation.options.target)));
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
