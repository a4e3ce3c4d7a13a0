// plan and apply: what would be altered, and what was.
#include "base/format.hpp"
#include "cli/context.hpp"
#include "commands/apply.hpp"
#include "commands/plan.hpp"
#include "commands/secrets.hpp"
#include "report/steps.hpp"

#include <sstream>

namespace pgslate::cli {
namespace {

using report::Json;

Json::Array steps_data(const plan::Plan& plan) {
    Json::Array data;
    for (const auto& step : plan.steps)
        data.push_back(report::step_data(step, commands::shown(step)));
    return data;
}

void tell_steps(const report::Output& output, const plan::Plan& plan) {
    for (const auto& step : plan.steps) {
        std::istringstream lines(commands::shown(step) + ';');
        for (std::string line; std::getline(lines, line);) output.line(line);
        for (const auto& note : report::notes_on(step)) output.line("  -- " + note);
    }
}

} // namespace

ExitStatus run_plan(const Invocation& invocation) {
    const auto result = commands::plan(context_of(invocation));
    const auto& steps = result.way.plan.steps;
    if (!result.exists)
        invocation.output.line(format("There is no database \"{}\".", result.database));
    const auto summary = plan::summary_of(result.way.plan);
    invocation.output.line(steps.empty() ? "Nothing to do."
                                         : format("{}.", report::summary_in_words(summary)));
    tell_steps(invocation.output, result.way.plan);
    answer(invocation, Json::Object{{"database", result.database},
                                    {"exists", result.exists},
                                    {"summary", report::summary_data(summary)},
                                    {"steps", steps_data(result.way.plan)}});
    return steps.empty() && result.exists ? ExitStatus::done : ExitStatus::differs;
}

ExitStatus run_apply(const Invocation& invocation) {
    const auto& options = invocation.options;
    const auto result = commands::apply(context_of(invocation),
                                        {.allow = options.allow, .dry_run = options.dry_run});
    const auto& steps = result.plan.steps;
    if (invocation.output.verbose()) tell_steps(invocation.output, result.plan);
    if (steps.empty() && !result.made_database)
        invocation.output.line("Nothing to do.");
    else
        invocation.output.line(result.rolled_back ? "Done, and rolled back." : "Done.");
    answer(invocation, Json::Object{{"database", result.database},
                                    {"created_database", result.made_database},
                                    {"rolled_back", result.rolled_back},
                                    {"steps", steps_data(result.plan)}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
