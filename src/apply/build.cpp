#include "apply/build.hpp"

#include "apply/build_message.hpp"
#include "apply/following.hpp"
#include "apply/holding_back.hpp"
#include "apply/lent_session.hpp"
#include "apply/stride.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <numeric>

namespace pgslate::apply {
namespace {

using plan::Plan;
using postgres::BatchResult;
using postgres::Statement;

constexpr Frame own_transaction = {"BEGIN", "COMMIT", "ROLLBACK"};
// What would wait for the end of the caller's transaction is checked where a step can be blamed.
constexpr Frame in_transaction = {"SAVEPOINT build", "SET CONSTRAINTS ALL IMMEDIATE",
                                  "ROLLBACK TO SAVEPOINT build"};

// What is sent behind a failure: one transaction, or so many steps of one.
constexpr std::size_t few_steps = 16;
// Of a very long plan so many bytes of SQL are copied into messages at once.
constexpr std::size_t enough_sql = std::size_t{8} * 1024 * 1024;

class Build {
  public:
    Build(postgres::Session& session, const Plan& plan, Commit commit)
        : session_(session), plan_(plan), batches_(plan, commit), commit_(commit),
          frame_(commit == Commit::by_caller ? in_transaction : own_transaction),
          message_(plan, frame_, session.own_settings()), holding_back_(plan),
          following_(session, "Building what is declared", plan.steps.size()) {}

    Built run() {
        Steps steps(plan_.steps.size());
        std::iota(steps.begin(), steps.end(), 0);
        while (true) {
            const auto postponed = run_all(steps);
            if (postponed.empty())
                return {.statements = plan_.steps.size(), .rounds = rounds_, .reset = reset_};
            if (!holding_back_.makes_progress(steps, postponed)) throw blame(plan_, postponed);
            steps = steps_of(postponed);
            ++rounds_;
        }
    }

  private:
    // Returns what is to be tried again after the rest.
    Failures run_all(Steps steps) {
        Failures postponed;
        std::size_t next = 0;
        while ((next = run_at_once(steps, next)) < steps.size()) {
            const auto end = batches_.end(steps, next);
            const auto failures = run_in_rounds(steps, next, end);
            if (!failures) continue;
            const auto known = postponed.size();
            postponed.insert(postponed.end(), failures->begin(), failures->end());
            next = end;
            holding_back_.hold_back(steps, next, postponed, known);
        }
        return postponed;
    }

    // One message with everything from `next` on: right whenever the order was. Returns where the
    // first transaction begins that did not go through.
    std::size_t run_at_once(const Steps& steps, std::size_t next) {
        while (next < steps.size()) {
            const auto transactions = add_transactions(steps, next);
            const auto behind = transactions.back().to;
            const auto result = behind == steps.size() ? run_and_reset(next) : follow(next);
            if (!result.error) {
                transactions_.went_through();
                next = behind;
                continue;
            }
            transactions_.failed();
            next = undo_halted(transactions, result.done);
            if (message_.leaves_setting_out(result)) continue;
            const auto failure = message_.failure_of(result);
            if (batches_.recut(failure, batches_.end(steps, next) < steps.size())) continue;
            if (is_final(failure)) throw blame(plan_, {failure});
            steps_.set(distance_to(failure.step, steps, next) + 1);
            break;
        }
        return next;
    }

    // Of the transactions that were sent, the first that did not go through; returns where it
    // begins. A syntax error comes before anything ran, and a failed COMMIT has rolled back.
    std::size_t undo_halted(const std::vector<Transaction>& transactions, std::size_t done) {
        const auto halted = std::ranges::find_if(
            transactions, [&](const Transaction& one) { return one.last >= done; });
        if (done > halted->first && done < halted->last) send(frame_.undo);
        message_.forget_settings();
        return halted->from;
    }

    static std::size_t distance_to(std::size_t step, const Steps& steps, std::size_t from) {
        const auto begin = steps.begin() + static_cast<std::ptrdiff_t>(from);
        return static_cast<std::size_t>(std::find(begin, steps.end(), step) - begin);
    }

    // What models have set is taken back in the same message, if all of it goes through.
    BatchResult run_and_reset(std::size_t from) {
        const auto count = message_.statements().size();
        message_.add(session_.resetting());
        auto result = follow(from);
        reset_ = !result.error;
        if (result.done >= count) result.error.reset();
        return result;
    }

    // Every step in a savepoint of its own, so that only what fails is undone. What keeps failing
    // is returned if there are steps outside of [from, to) that may change that. Returns nothing if
    // the steps are to be cut in another way first.
    std::optional<Failures> run_in_rounds(const Steps& all, std::size_t from, std::size_t to) {
        reset_ = false;
        Steps steps(all.begin() + static_cast<std::ptrdiff_t>(from),
                    all.begin() + static_cast<std::ptrdiff_t>(to));
        send(frame_.begin);
        message_.forget_settings();
        const auto last = steps.back();
        Failures failures;
        auto refused = run_round(steps, failures);
        while (!refused && !failures.empty() && holding_back_.makes_progress(steps, failures)) {
            ++rounds_;
            steps = steps_of(failures);
            refused = run_round(steps, failures);
        }
        const bool hopeless =
            !failures.empty() && to - from == all.size() && !wait_for_commit(failures);
        if (!refused && !hopeless) refused = end_transaction(last);
        if (!refused && !hopeless) return failures;
        if (!refused || !refused->at_end) send(frame_.undo);
        message_.forget_settings();
        if (refused && batches_.recut(*refused, to < all.size())) return std::nullopt;
        throw blame(plan_, refused ? Failures{*refused} : failures);
    }

    // Runs all steps, going on behind each that fails; `failures` becomes those that may succeed
    // later. Returns one that may not; then the transaction has come to nothing.
    std::optional<Failure> run_round(Steps steps, Failures& failures) {
        failures.clear();
        for (std::size_t next = 0; next < steps.size();) {
            message_.clear();
            const auto end = next + std::min(steps.size() - next, steps_.most());
            for (auto i = next; i < end; ++i) message_.add_guarded(steps[i]);
            const auto result = follow(steps[next]);
            if (!result.error) {
                steps_.went_through();
                next = end;
                continue;
            }
            steps_.failed();
            const auto failure = message_.failure_of(result);
            const bool left_out = message_.leaves_setting_out(result);
            if (!left_out && is_final(failure)) return failure;
            send("ROLLBACK TO SAVEPOINT step");
            message_.forget_settings();
            next += distance_to(failure.step, steps, next);
            if (left_out) continue;
            failures.push_back(failure);
            holding_back_.hold_back(steps, ++next, failures, failures.size() - 1);
        }
        return std::nullopt;
    }

    // A new value of an enum that was there before may be used once it is committed (manual, "ALTER
    // TYPE").
    bool wait_for_commit(const Failures& failures) const {
        return commit_ == Commit::in_batches
               && std::ranges::any_of(failures, [](const Failure& failure) {
                      return failure.error.sqlstate
                             == postgres::sqlstate::unsafe_new_enum_value_usage;
                  });
    }

    std::optional<Failure> end_transaction(std::size_t last_step) {
        const Statement statement{.sql = sql::Text::verbatim(frame_.end)};
        const auto result = session_.run({&statement, 1});
        if (!result.error) return std::nullopt;
        return Failure{.step = last_step, .error = *result.error, .at_end = true};
    }

    // The caller's transaction, or those of the message itself.
    BatchResult follow(std::size_t from) {
        return following_.run(message_.statements(), from, [this](std::size_t statement) {
            return message_.is_step(statement);
        });
    }

    void send(const char* command) {
        session_.execute(sql::Text::verbatim(command), format("running {}", command));
    }

    std::vector<Transaction> add_transactions(const Steps& steps, std::size_t next) {
        std::vector<Transaction> transactions;
        message_.clear();
        while (next < steps.size() && transactions.size() < transactions_.most()
               && message_.sql_size() < enough_sql) {
            const auto end = batches_.end(steps, next);
            transactions.push_back(message_.add_transaction(steps, next, end));
            next = end;
        }
        return transactions;
    }

    // After the rest has run, a DROP would take away what that made.
    bool is_final(const Failure& failure) const {
        return plan_.steps.at(failure.step).removes || !may_succeed_later(failure);
    }

    postgres::Session& session_;
    const Plan& plan_;
    Batches batches_;
    Commit commit_;
    Frame frame_;
    BuildMessage message_;
    HoldingBack holding_back_;
    Following following_;
    Stride transactions_{1};
    Stride steps_{few_steps};
    std::size_t rounds_ = 1;
    bool reset_ = false; // what models have set is taken back
};

} // namespace

Built build(postgres::Session& session, const Plan& plan, Commit commit) {
    if (plan.steps.empty()) return {};
    LentSession lent(session);
    const auto built = Build(session, plan, commit).run();
    lent.give_back(built.reset);
    return built;
}

} // namespace pgslate::apply
