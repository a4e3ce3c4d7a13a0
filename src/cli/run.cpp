#include "cli/run.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/version.hpp"
#include "cli/parse.hpp"
#include "cli/process.hpp"
#include "report/problems.hpp"

#include <algorithm>

namespace pgslate::cli {
namespace {

// A command line that could not be read may still have asked for JSON.
ExitStatus answer(const Answer& answer, const std::vector<std::string>& arguments) {
    if (!answer.error) {
        report::Output::raw(answer.text);
        return answer.status;
    }
    report::Output::talk(answer.text);
    const bool json = std::ranges::count(arguments, "--json") > 0;
    report::Output({.json = json}).document(report::data_of(*answer.error));
    return answer.status;
}

ExitStatus show(const Error& error, const report::Output& output) {
    report::Output::talk(report::describe(error, output.color_err()));
    output.document(report::data_of(error));
    return error.status();
}

// Nobody planned for this: a bug, or a machine out of memory.
Error unexpected(const std::exception& exception) {
    return Error(ExitStatus::failed, format("unexpected: {}", exception.what()),
                 {format("This is a bug in pgslate {}; please report it with the command line, but "
                         "without passwords.",
                         version)});
}

ExitStatus run_command(const Request& request, const Invocation& invocation) {
    try {
        return request.command->run(invocation);
    } catch (const Error& error) {
        return show(error, invocation.output);
    } catch (const std::exception& exception) {
        return show(unexpected(exception), invocation.output);
    }
}

// What could not be written was not done.
ExitStatus ended(ExitStatus status) {
    if (report::Output::flushed()) return status;
    report::Output::talk("error: cannot write to standard output\n");
    return status == ExitStatus::done ? ExitStatus::failed : status;
}

} // namespace

ExitStatus run(const std::vector<std::string>& arguments) {
    const auto parsed = parse(arguments);
    if (const auto* said = std::get_if<Answer>(&parsed)) return ended(answer(*said, arguments));
    const auto& request = std::get<Request>(parsed);
    const auto environment = config::Environment::of_process();
    forget_libpq_target();
    auto manner = request.options.manner;
    manner.no_color = !environment.get("NO_COLOR").value_or("").empty();
    const report::Output output(manner);
    Interruption interruption;
    return ended(run_command(request, {request.options, environment, output, interruption}));
}

} // namespace pgslate::cli
