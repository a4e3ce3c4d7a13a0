#include "cli/context.hpp"

#include "cli/waiting.hpp"
#include "config/find_target.hpp"
#include "report/problems.hpp"

#include <unistd.h>

namespace pgslate::cli {
void warn(const Invocation& invocation, const Problem& problem) {
    const auto& output = invocation.output;
    output.talk(report::describe(problem, "warning", output.color_err()));
    invocation.warnings.push_back(problem);
}

void answer(const Invocation& invocation, report::Json::Object result) {
    report::Json::Array warnings;
    for (const auto& problem : invocation.warnings) warnings.push_back(report::data_of(problem));
    result.emplace_back("warnings", std::move(warnings));
    invocation.output.document(std::move(result));
}

config::Models models_of(const Invocation& invocation) {
    return config::find_models(invocation.options.target, invocation.environment,
                               std::filesystem::current_path());
}

namespace {

// Anything else may be a URL that is misspelt, with a password in it that no message may show.
bool is_profile_name(const std::string& text) {
    return text.find_first_of("@/:?=%#\\ \t\r\n") == std::string::npos;
}

} // namespace

void choose(config::TargetChoice& choice, const std::string& name, const char* option) {
    (is_profile_name(name) ? choice.profile : choice.url) = name;
    choice.option = option;
}

namespace {

// Another database that the command line names, by its URL or by a profile.
std::optional<config::Target> other_target(const Invocation& invocation,
                                           const std::optional<std::string>& name,
                                           const char* option) {
    if (!name) return std::nullopt;
    config::TargetChoice choice;
    choose(choice, *name, option);
    choice.config = invocation.options.target.config;
    return config::find_target(choice, invocation.environment, std::filesystem::current_path());
}

} // namespace

commands::Context context_of(const Invocation& invocation) {
    const auto& options = invocation.options;
    const auto& output = invocation.output;
    commands::Context context{
        .target = config::find_target(options.target, invocation.environment,
                                      std::filesystem::current_path()),
        .like = other_target(invocation, options.like, "--like"),
        .scratch = other_target(invocation, options.scratch, "--scratch"),
        .renames = options.renames,
        .fresh = options.no_cache,
        .environment = invocation.environment,
        .consent = {.yes = options.yes, .confirm = options.confirm},
        .wait_for_drop = options.wait_for_drop,
        .say = [&output](std::string_view words) { output.line(words); },
        .note = [&output](std::string_view words) { output.note(words); },
        .detail =
            [&output](std::string_view words) {
                if (output.verbose()) output.note(words);
            },
        .warn = [invocation](const Problem& problem) { warn(invocation, problem); },
        .interruption = &invocation.interruption,
        .progress = &invocation.progress,
        .wait = options.wait,
        .waiting = show_waiting(output, invocation.progress)};
    if (!context.scratch && context.target.scratch)
        context.scratch = other_target(invocation, context.target.scratch->reveal(), "scratch");
    const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
    if (terminal)
        context.consent.ask = [&output](std::string_view words) { return output.ask(words); };
    for (const auto& warning : context.target.warnings) context.warn(warning);
    return context;
}

} // namespace pgslate::cli
