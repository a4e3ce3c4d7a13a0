// url and psql: the target for other programs.
#include "cli/context.hpp"
#include "commands/handing_over.hpp"

#include <cstdio>

namespace pgslate::cli {

ExitStatus run_url(const Invocation& invocation) {
    const auto& [options, environment, output, interruption, progress, warnings] = invocation;
    // A password that is not printed is not asked for: it may take a program, or a person.
    auto without_password = options;
    without_password.target.password = config::ProfilePassword::left_out;
    const auto context = context_of({options.secrets ? options : without_password, environment,
                                     output, interruption, progress, warnings});
    const auto url = commands::url(context, options.secrets);
    if (!output.json()) output.raw(url + "\n");
    answer(invocation, report::Json::Object{{"url", url}, {"secrets", options.secrets}});
    return ExitStatus::done;
}

ExitStatus run_psql(const Invocation& invocation) {
    const auto context = context_of(invocation);
    std::fflush(nullptr);
    commands::psql(context, invocation.options.arguments);
}

} // namespace pgslate::cli
