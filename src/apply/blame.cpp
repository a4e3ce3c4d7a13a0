#include "apply/blame.hpp"

#include "base/format.hpp"
#include "sql/excerpt.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <iterator>
#include <string_view>
#include <unordered_map>

namespace pgslate::apply {
namespace {

using plan::Step;
using postgres::ServerError;

// "Does not exist": undefined table, object, function, column, schema, and a foreign key whose key
// is not there (manual, "PostgreSQL Error Codes").
constexpr std::array not_yet = {"42P01", "42704", "42883", "42703", "3F000", "42830"};

// Connection exception, invalid transaction state, transaction rollback, insufficient resources,
// program limit exceeded, operator intervention, system error, configuration file, internal error.
constexpr std::array of_the_server = {"08", "25", "40", "53", "54", "57", "58", "F0", "XX"};

// What the SQL alone does not say.
void add_hints(const Step& step, const ServerError& error, Problem& problem) {
    if (error.sqlstate == "25001") // active SQL transaction
        problem.hints.emplace_back("Models are built in transactions: leave out what can't run in "
                                   "one, such as CONCURRENTLY.");
    if (step.removes && is_not_there_yet(error))
        problem.hints.emplace_back("Models begin with nothing: say DROP ... IF EXISTS.");
    if (is_out_of_locks(error)) problem.hints.emplace_back(more_locks_hint);
}

// The name that COPY or INSERT INTO is about, as the server writes it: without its schema and
// without quotes.
std::string filled_relation(std::string_view sql) {
    const auto tokens = sql::tokenize(sql).tokens;
    std::size_t at = 1;
    if (at < tokens.size() && is_word(tokens[at], sql, "into")) ++at;
    while (at + 2 < tokens.size() && is_symbol(tokens[at + 1], sql, ".")) at += 2;
    return at < tokens.size() ? name_of(tokens[at], sql) : std::string();
}

// `COPY name, line 3, column b: "x"`, in the language of the server: the first number behind the
// name. 0: it does not say.
int line_of_data(const Step& step, const ServerError& error) {
    const auto begin = format("COPY {}, ", filled_relation(step.sql.sql()));
    const auto at = error.context.find(begin);
    if (!step.copy_data || at == std::string::npos) return 0;
    constexpr std::string_view digits = "0123456789";
    const auto number = error.context.find_first_of(digits, at + begin.size());
    if (number == std::string::npos) return 0;
    int line = 0;
    std::from_chars(&error.context[number], error.context.data() + error.context.size(), line);
    return line;
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
    if (const auto line = line_of_data(step, failure.error); line > 0)
        problem.place = {origin->place.file, step.copy_line + line - 1, 1};
    return problem;
}

// The names before the end of `words`: all of it, and what stands behind each point or space.
void add_names(std::string_view words, std::vector<std::string_view>& names) {
    names.push_back(words);
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == '.' || words[i] == ' ') names.push_back(words.substr(i + 1));
}

// What a message may name: the server writes `"name"`, `"schema.name"` or `name(types)`.
std::vector<std::string_view> names_in(std::string_view message) {
    std::vector<std::string_view> names;
    std::size_t quote = std::string_view::npos;
    for (std::size_t i = 0; i < message.size(); ++i) {
        if (message[i] == '(') add_names(message.substr(0, i), names);
        if (message[i] != '"') continue;
        if (quote != std::string_view::npos)
            add_names(message.substr(quote + 1, i - quote - 1), names);
        quote = i;
    }
    return names;
}

// The steps that failed, by the names of what they would have created or filled.
using FailedMakers = std::unordered_multimap<std::string, std::size_t>;

FailedMakers failed_makers(const plan::Plan& plan, const std::vector<Failure>& failures) {
    FailedMakers makers;
    for (const auto& failure : failures) {
        const auto& step = plan.steps.at(failure.step);
        for (const auto& id : step.creates) makers.emplace(id.name(), failure.step);
        if (step.changes_data) makers.emplace(filled_relation(step.sql.sql()), failure.step);
    }
    return makers;
}

// Does it fail only because another step does, which would create or fill what it needs?
bool follows(const Failure& failure, const FailedMakers& makers) {
    const auto& error = failure.error;
    const bool lacks_row = error.sqlstate == postgres::sqlstate::foreign_key_violation;
    if (!lacks_row && !is_not_there_yet(error)) return false;
    // `Key (buyer)=(1) is not present in table "person".`
    const auto names = names_in(lacks_row ? error.detail : error.message);
    return std::ranges::any_of(names, [&](std::string_view name) {
        const auto [first, last] = makers.equal_range(std::string(name));
        return std::any_of(first, last,
                           [&](const auto& maker) { return maker.second != failure.step; });
    });
}

// One wrong line may drag half of the models with it: whoever mends it reads of it alone.
std::vector<Failure> causes(const plan::Plan& plan, const std::vector<Failure>& failures) {
    const auto makers = failed_makers(plan, failures);
    std::vector<Failure> result;
    for (const auto& failure : failures)
        if (!follows(failure, makers)) result.push_back(failure);
    return result.empty() ? failures : result;
}

std::vector<Failure> without_waiting(const std::vector<Failure>& failures) {
    std::vector<Failure> result;
    std::ranges::copy_if(failures, std::back_inserter(result), std::not_fn(&Failure::waits));
    return result;
}

} // namespace

bool is_not_there_yet(const ServerError& error) {
    return std::ranges::find(not_yet, error.sqlstate) != not_yet.end();
}

bool may_succeed_later(const Failure& failure) {
    const auto& state = failure.error.sqlstate;
    return !failure.unread && !failure.at_end && state != postgres::sqlstate::lock_not_available
           && std::ranges::none_of(of_the_server,
                                   [&](const char* of) { return state.starts_with(of); });
}

bool is_out_of_locks(const ServerError& error) {
    // The server has one SQLSTATE for all memory (manual, "Lock Management"): only where it is
    // shared is it about locks.
    return error.sqlstate == "53200" && error.hint.find("max_locks") != std::string::npos;
}

Error blame(const plan::Plan& plan, const std::vector<Failure>& all) {
    std::vector<Problem> problems;
    const auto failures = without_waiting(all);
    const auto blamed = causes(plan, failures);
    problems.reserve(blamed.size());
    for (const auto& failure : blamed)
        problems.push_back(problem_of(plan.steps.at(failure.step), failure));
    if (const auto rest = all.size() - blamed.size(); rest > 0)
        problems.back().hints.push_back(
            format("Besides, {} that {} what could not be created {} left out here.",
                   rest == 1 ? "one statement" : format("{} statements", rest),
                   rest == 1 ? "needs" : "need", rest == 1 ? "is" : "are"));
    return sql::with_excerpts(
        Error(postgres::exit_status(failures.front().error.sqlstate), std::move(problems)));
}

} // namespace pgslate::apply
