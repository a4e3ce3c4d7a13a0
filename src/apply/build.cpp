#include "apply/build.hpp"

#include "apply/settings.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <array>

namespace pgslate::apply {
namespace {

using plan::Plan;
using plan::Step;
using postgres::BatchResult;
using postgres::ServerError;
using postgres::Statement;

// "Does not exist": undefined table, object, function, column, schema, and a foreign key whose key
// is not there (manual, "PostgreSQL Error Codes").
constexpr std::array not_yet = {"42P01", "42704", "42883", "42703", "3F000", "42830"};

bool is_not_there_yet(const ServerError& error) {
    return std::ranges::find(not_yet, error.sqlstate) != not_yet.end();
}

struct Failure {
    std::size_t step;
    ServerError error;
    std::size_t offset = 0;
    bool offset_known = false;
};

// A verbatim statement is its own source; a statement of ours was pieced together from several.
Problem problem_of(const Step& step, const Failure& failure) {
    auto problem = postgres::problem(failure.error, "");
    problem.statement = step.sql.sql();
    if (failure.error.sqlstate == "25001") // active SQL transaction
        problem.hints.emplace_back(
            "Models are built in one transaction: leave out what can't run in "
            "one, such as CONCURRENTLY.");
    if (step.removes && is_not_there_yet(failure.error))
        problem.hints.emplace_back("Models begin with nothing: say DROP ... IF EXISTS.");
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

class Build {
  public:
    Build(postgres::Session& session, const Plan& plan) : session_(session), plan_(plan) {}

    Built run() {
        std::vector<std::size_t> all(plan_.steps.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
        if (try_at_once(all)) return {.statements = all.size()};
        return run_in_rounds(std::move(all));
    }

  private:
    // One message with everything: right whenever the order was.
    bool try_at_once(const std::vector<std::size_t>& steps) {
        while (true) {
            begin_batch();
            add("BEGIN");
            for (const auto step : steps) add_step(step);
            add("COMMIT");
            const auto result = session_.run(statements_);
            if (!result.error) return true;
            if (result.done > 0) send("ROLLBACK"); // a syntax error comes before BEGIN ran
            settings_.forget();
            if (setting_left_out(result)) continue;
            const auto failure = failure_of(result);
            if (!may_succeed_later(failure)) fail({failure});
            return false;
        }
    }

    // Every step in a savepoint of its own, so that only what fails is undone.
    Built run_in_rounds(std::vector<std::size_t> steps) {
        Built built{.statements = steps.size()};
        send("BEGIN");
        while (true) {
            ++built.rounds;
            auto failures = run_round(steps);
            if (failures.empty()) break;
            if (failures.size() == steps.size()) fail(failures);
            steps.clear();
            for (const auto& failure : failures) steps.push_back(failure.step);
        }
        send("COMMIT");
        return built;
    }

    // Runs all steps, going on behind each that fails; returns the failures.
    std::vector<Failure> run_round(const std::vector<std::size_t>& steps) {
        std::vector<Failure> failures;
        for (std::size_t next = 0; next < steps.size();) {
            begin_batch();
            for (auto i = next; i < steps.size(); ++i) add_guarded(steps[i]);
            const auto result = session_.run(statements_);
            if (!result.error) break;
            send("ROLLBACK TO SAVEPOINT step");
            settings_.forget();
            const auto failure = failure_of(result);
            next = static_cast<std::size_t>(std::ranges::find(steps, failure.step) - steps.begin());
            if (setting_left_out(result)) continue;
            if (!may_succeed_later(failure)) fail({failure});
            failures.push_back(failure);
            ++next;
        }
        return failures;
    }

    void begin_batch() {
        statements_.clear();
        step_of_.clear();
    }

    void add(std::string sql, std::size_t step = no_step) {
        statements_.push_back({.sql = sql::Text::verbatim(std::move(sql))});
        step_of_.push_back(step);
    }

    void add_step(std::size_t index) {
        const auto& step = plan_.steps[index];
        for (auto& setting : settings_.change_to(step.settings)) add(std::move(setting));
        statements_.push_back({.sql = step.sql, .copy_data = step.copy_data.value_or("")});
        step_of_.push_back(index);
    }

    // A savepoint before the settings too: what fails leaves them as they were.
    void add_guarded(std::size_t index) {
        add("SAVEPOINT step");
        add_step(index);
        add("RELEASE SAVEPOINT step");
    }

    void send(const char* command) {
        const Statement statement{.sql = sql::Text::verbatim(command)};
        const auto result = session_.run({&statement, 1});
        if (result.error)
            throw Error(postgres::exit_status(result.error->sqlstate),
                        postgres::problem(*result.error, format("running {}", command)));
    }

    // pg_dump of a newer server sets parameters that an older one does not know.
    bool setting_left_out(const BatchResult& result) {
        const bool setting = step_of_.at(result.failed) == no_step;
        if (!setting || result.error->sqlstate != "42704") return false;
        settings_.leave_out(statements_[result.failed].sql.sql());
        return true;
    }

    // What is not a step's own statement (a SET, COMMIT with deferred constraints) is blamed on the
    // next step, or on the last.
    Failure failure_of(const BatchResult& result) const {
        auto at = result.failed;
        while (at + 1 < step_of_.size() && step_of_[at] == no_step) ++at;
        while (at > 0 && step_of_[at] == no_step) --at;
        return {.step = step_of_[at] == no_step ? 0 : step_of_[at],
                .error = *result.error,
                .offset = at == result.failed ? result.offset : 0,
                .offset_known = at == result.failed && result.offset_known};
    }

    // After the rest has run, a DROP would take away what that made.
    bool may_succeed_later(const Failure& failure) const {
        return !plan_.steps.at(failure.step).removes && is_not_there_yet(failure.error);
    }

    [[noreturn]] void fail(const std::vector<Failure>& failures) {
        std::vector<Problem> problems;
        problems.reserve(failures.size());
        for (const auto& failure : failures)
            problems.push_back(problem_of(plan_.steps.at(failure.step), failure));
        throw with_excerpts(
            Error(postgres::exit_status(failures.front().error.sqlstate), std::move(problems)));
    }

    static constexpr auto no_step = static_cast<std::size_t>(-1);

    postgres::Session& session_;
    const Plan& plan_;
    Settings settings_;
    std::vector<Statement> statements_; // of the present batch
    std::vector<std::size_t> step_of_;  // for each of them
};

} // namespace

Built build(postgres::Session& session, const Plan& plan) {
    if (plan.steps.empty()) return {};
    return Build(session, plan).run();
}

} // namespace pgslate::apply
