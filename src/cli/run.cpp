#include "cli/run.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/version.hpp"
#include "cli/complete.hpp"
#include "cli/context.hpp"
#include "cli/parse.hpp"
#include "cli/process.hpp"
#include "cli/watch.hpp"
#include "config/env_files.hpp"
#include "report/problems.hpp"
#include "report/progress_words.hpp"
#include "report/terminal.hpp"
#include "report/wrapped.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <new>
#include <system_error>
#include <unistd.h>

namespace pgslate::cli {
namespace {

ExitStatus show(const Error& error, const report::Output& output) {
    output.talk(report::describe(error, output.color_err()));
    output.document(report::data_of(error));
    return error.status();
}

// A command line that could not be read may still have asked for JSON or for no colours.
report::Manner manner_of(const std::vector<std::string>& arguments) {
    const auto given = [&](const char* option) {
        return std::ranges::count(arguments, option) > 0;
    };
    const auto color = std::ranges::find(arguments, "--color");
    const auto when = color == arguments.end() || color + 1 == arguments.end() ? "" : *(color + 1);
    report::Manner manner{.json = given("--json")};
    if (given("--color=never") || when == "never") manner.color = report::Color::never;
    if (given("--color=always") || when == "always") manner.color = report::Color::always;
    return manner;
}

ExitStatus answer(const Answer& answer, const report::Output& output) {
    if (answer.error) return show(*answer.error, output);
    output.raw(report::wrapped(answer.text, report::terminal_width()));
    return answer.status;
}

// Too few files, threads or bytes, which is nobody's mistake.
bool is_shortage(const std::exception& exception) {
    if (dynamic_cast<const std::bad_alloc*>(&exception) != nullptr) return true;
    const auto* failure = dynamic_cast<const std::system_error*>(&exception);
    constexpr std::array kinds = {
        std::errc::too_many_files_open, std::errc::too_many_files_open_in_system,
        std::errc::resource_unavailable_try_again, std::errc::not_enough_memory};
    return failure != nullptr && std::ranges::any_of(kinds, [failure](std::errc kind) {
               return failure->code() == kind;
           });
}

// Nobody planned for this.
Error unexpected(const std::exception& exception) {
    if (is_shortage(exception))
        return Error(ExitStatus::failed,
                     format("the system gives this process too little: {}", exception.what()),
                     {"`ulimit -a` shows its limits."});
    return Error(ExitStatus::failed, format("unexpected: {}", exception.what()),
                 {format("This is a bug in pgslate {}; please report it with the command line, but "
                         "without passwords.",
                         version)});
}

// Models and files are looked for from there; somebody may have removed it.
void check_current_folder() {
    std::error_code error;
    if (std::filesystem::current_path(error).empty())
        throw Error(ExitStatus::bad_configuration,
                    format("the current folder is of no use: {}", error.message()),
                    {"Go to one that is there."});
}

// Nobody has asked for words with --json or --quiet.
Progress progress_for(const report::Output& output) {
    const bool silent = output.json() || output.quiet();
    Progress::Heard statements;
    if (output.verbose() && !silent)
        statements = [&output](std::string_view statement, std::chrono::nanoseconds took) {
            output.note(report::in_words(statement, took, report::room_of_a_line()));
        };
    return Progress(!silent && report::is_able_terminal(STDERR_FILENO), std::move(statements));
}

ExitStatus guarded(const report::Output& output, const std::function<ExitStatus()>& work) {
    try {
        return work();
    } catch (const Error& error) {
        return show(error, output);
    } catch (const std::exception& exception) {
        return show(unexpected(exception), output);
    }
}

ExitStatus run_command(const Request& request, const config::Environment& process,
                       const report::Output& output,
                       const std::shared_ptr<report::ProgressLine>& line) {
    check_current_folder();
    auto [environment, told] = config::with_env_files(request.options.target.env_files, process);
    export_variables(environment);
    forget_libpq_target();
    Interruption interruption([line] { line->clear_at_the_end(); });
    Progress progress = progress_for(output);
    const report::ProgressLine::Following following(*line, progress);
    std::vector<Problem> warnings;
    const Invocation invocation{request.options, environment, output,
                                interruption,    progress,    warnings};
    for (const auto& warning : told) warn(invocation, warning);
    if (!request.options.watch) return request.command->run(invocation);
    return watch(invocation, *request.command,
                 [&output](const auto& work) { return guarded(output, work); });
}

// What could not be written was not done.
ExitStatus ended(ExitStatus status, const report::Output& output) {
    if (report::Output::flushed()) return status;
    if (report::Output::nobody_reads()) end_by_closed_pipe();
    output.talk("error: cannot write to standard output\n");
    return status == ExitStatus::done ? ExitStatus::failed : status;
}

} // namespace

ExitStatus run(const std::vector<std::string>& arguments) {
    if (!arguments.empty() && arguments.front() == completion_question)
        return complete({arguments.begin() + 1, arguments.end()});
    const auto environment = config::Environment::of_process();
    const auto parsed = parse(arguments);
    const auto* request = std::get_if<Request>(&parsed);
    auto manner = request == nullptr ? manner_of(arguments) : request->options.manner;
    manner.no_color = !environment.get("NO_COLOR").value_or("").empty();
    const auto line = std::make_shared<report::ProgressLine>();
    const report::Output output(manner, line.get());
    if (request == nullptr) return ended(answer(std::get<Answer>(parsed), output), output);
    const auto work = [&] { return run_command(*request, environment, output, line); };
    return ended(guarded(output, work), output);
}

} // namespace pgslate::cli
