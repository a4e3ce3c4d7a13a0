#include "apply/blame.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <array>

namespace pgslate::apply {
namespace {

using plan::Step;
using postgres::ServerError;

// "Does not exist": undefined table, object, function, column, schema, and a foreign key whose key
// is not there (manual, "PostgreSQL Error Codes").
constexpr std::array not_yet = {"42P01", "42704", "42883", "42703", "3F000", "42830"};

// What the SQL alone does not say.
void add_hints(const Step& step, const ServerError& error, Problem& problem) {
    if (error.sqlstate == "25001") // active SQL transaction
        problem.hints.emplace_back("Models are built in transactions: leave out what can't run in "
                                   "one, such as CONCURRENTLY.");
    if (step.removes && is_not_there_yet(error))
        problem.hints.emplace_back("Models begin with nothing: say DROP ... IF EXISTS.");
    if (is_out_of_locks(error)) problem.hints.emplace_back(more_locks_hint);
}

// A verbatim statement is its own source; a statement of ours was pieced together from several.
Problem problem_of(const Step& step, const Failure& failure) {
    auto problem = postgres::problem(failure.error, "");
    problem.statement = step.sql.sql();
    add_hints(step, failure.error, problem);
    if (step.origins.empty()) return problem;
    auto origin = step.origins.begin();
    while (failure.offset_known && origin + 1 != step.origins.end()
           && (origin + 1)->begin <= failure.offset)
        ++origin;
    problem.place = origin->place;
    if (step.verbatim && failure.offset_known)
        problem.place = advance(origin->place, step.sql.sql(), failure.offset);
    return problem;
}

// The server names what is not there as `"name"`, `"schema.name"` or `name(types)`.
bool names(std::string_view message, const catalog::Identity& id) {
    const auto& name = id.name();
    const std::array written = {format("\"{}\"", name), format(".{}\"", name), format(" {}(", name),
                                format(".{}(", name)};
    return std::ranges::any_of(written, [message](const std::string& words) {
        return message.find(words) != std::string_view::npos;
    });
}

// Does it fail only because another step does, which would create what it needs?
bool follows(const plan::Plan& plan, const Failure& failure, const std::vector<Failure>& failures) {
    if (!is_not_there_yet(failure.error)) return false;
    return std::ranges::any_of(failures, [&](const Failure& other) {
        return other.step != failure.step
               && std::ranges::any_of(plan.steps.at(other.step).creates, [&](const auto& id) {
                      return names(failure.error.message, id);
                  });
    });
}

// One wrong line may drag half of the models with it: whoever mends it reads of it alone.
std::vector<Failure> causes(const plan::Plan& plan, const std::vector<Failure>& failures) {
    std::vector<Failure> result;
    for (const auto& failure : failures)
        if (!follows(plan, failure, failures)) result.push_back(failure);
    return result.empty() ? failures : result;
}

} // namespace

bool is_not_there_yet(const ServerError& error) {
    return std::ranges::find(not_yet, error.sqlstate) != not_yet.end();
}

bool is_out_of_locks(const ServerError& error) {
    // The server has one SQLSTATE for all memory (manual, "Lock Management"): only where it is
    // shared is it about locks.
    return error.sqlstate == "53200" && error.hint.find("max_locks") != std::string::npos;
}

Error blame(const plan::Plan& plan, const std::vector<Failure>& failures) {
    std::vector<Problem> problems;
    const auto blamed = causes(plan, failures);
    problems.reserve(blamed.size());
    for (const auto& failure : blamed)
        problems.push_back(problem_of(plan.steps.at(failure.step), failure));
    if (const auto rest = failures.size() - blamed.size(); rest > 0)
        problems.back().hints.push_back(
            format("Besides, {} that {} what could not be created {} left out here.",
                   rest == 1 ? "one statement" : format("{} statements", rest),
                   rest == 1 ? "needs" : "need", rest == 1 ? "is" : "are"));
    return with_excerpts(
        Error(postgres::exit_status(failures.front().error.sqlstate), std::move(problems)));
}

} // namespace pgslate::apply
