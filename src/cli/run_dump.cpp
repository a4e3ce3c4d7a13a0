#include "base/format.hpp"
#include "cli/context.hpp"
#include "commands/dump.hpp"
#include "report/script.hpp"

namespace pgslate::cli {

ExitStatus run_dump(const Invocation& invocation) {
    const auto dump = commands::dump(context_of(invocation), invocation.options.dump);
    for (const auto& unknown : dump.unknown)
        warn(invocation, {.message = format("not dumped, because it is not known: {}", unknown)});
    if (!invocation.output.json()) report::Output::raw(report::script(dump.plan));
    report::Json::Array statements;
    for (const auto& step : dump.plan.steps)
        statements.push_back(report::Json::Object{{"sql", step.sql.sql()}});
    invocation.output.document(report::Json::Object{{"statements", statements}});
    return ExitStatus::done;
}

} // namespace pgslate::cli
