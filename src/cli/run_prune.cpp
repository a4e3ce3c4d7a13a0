#include "base/format.hpp"
#include "cli/context.hpp"
#include "cli/stock.hpp"
#include "commands/prune.hpp"

namespace pgslate::cli {

ExitStatus run_prune(const Invocation& invocation) {
    const auto result = commands::prune(context_of(invocation));
    const auto& output = invocation.output;
    for (const auto& one : result.found)
        output.line(format("{}{}", result.dropped ? "Dropped " : "", stock_in_words(one)));
    if (result.found.empty()) output.line("There are no templates and no spares.");
    if (!result.found.empty() && !result.dropped)
        output.note("Nothing is dropped yet; `pgslate prune --yes` drops them.");
    report::Json::Array stock;
    for (const auto& one : result.found) stock.push_back(stock_data(one));
    answer(invocation,
           report::Json::Object{{"stock", std::move(stock)}, {"dropped", result.dropped}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
