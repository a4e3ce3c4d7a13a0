#include "models/printed.hpp"

#include "base/excerpt.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/trim.hpp"
#include "sql/excerpt.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::models {
namespace {

[[noreturn]] void refuse(ExitStatus status, const Program& program, std::string_view complaint,
                         std::string hint) {
    auto problem =
        advised(format("the model command '{}' {}", join(program.words, " "), complaint), {});
    problem.place = program.place;
    if (!hint.empty()) problem.hints.push_back(std::move(hint));
    throw Error(status, std::move(problem));
}

} // namespace

Sources::File printed_by(const Program& program, Interruption* interruption) {
    check_trusted(program, TrustedWords::all,
                  format("It is a model command, named at {}.", to_string(program.place)));
    auto result = run_program(program, {.most = largest_file,
                                        .too_much = "prints more than 256 MB",
                                        .silence = std::chrono::seconds(5),
                                        .interruption = interruption});
    if (!result.ran)
        refuse(ExitStatus::bad_configuration, program, result.complaint,
               format("It is run without a shell, in {}.", program.folder.string()));
    if (!result.complaint.empty()) refuse(ExitStatus::bad_model, program, result.complaint, {});
    if (trimmed(result.output).empty())
        refuse(ExitStatus::bad_model, program, "prints nothing",
               "Its standard output is to be the SQL that creates everything.");
    return {.path = format("command {}", join(program.words, " ")),
            .text = std::move(result.output),
            .printed = true};
}

void add_excerpts_of_printed(const Sources& sources, std::vector<Problem>& problems) {
    for (const auto& file : sources.files) {
        if (!file.printed) continue;
        const auto name = file.path.string();
        const auto is_of_it = [&](const Problem& problem) {
            return problem.place.file == name && problem.place.line > 0;
        };
        if (std::ranges::none_of(problems, is_of_it)) continue;
        const auto shown = sql::shown_model(file.text, {});
        for (auto& problem : problems)
            if (is_of_it(problem)) problem.excerpt = line_of(shown, problem.place.line);
    }
}

} // namespace pgslate::models
