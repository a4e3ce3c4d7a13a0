#include "apply/build.hpp"

#include "apply/batches.hpp"
#include "apply/following.hpp"
#include "apply/settings.hpp"
#include "apply/stride.hpp"
#include "base/format.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <span>
#include <string_view>

namespace pgslate::apply {
namespace {

using plan::Plan;
using postgres::BatchResult;
using postgres::Statement;
using Failures = std::vector<Failure>;

// What stands around the steps of one transaction.
struct Frame {
    const char* begin;
    const char* end;
    const char* undo;
};

constexpr Frame own_transaction = {"BEGIN", "COMMIT", "ROLLBACK"};
// What would wait for the end of the caller's transaction is checked where a step can be blamed.
constexpr Frame in_transaction = {"SAVEPOINT build", "SET CONSTRAINTS ALL IMMEDIATE",
                                  "ROLLBACK TO SAVEPOINT build"};

// What is sent behind a failure: one transaction, or so many steps of one.
constexpr std::size_t few_steps = 16;
// Of a very long plan so many bytes of SQL are copied into messages at once.
constexpr std::size_t enough_sql = std::size_t{8} * 1024 * 1024;

Steps steps_of(const Failures& failures) {
    Steps steps;
    steps.reserve(failures.size());
    for (const auto& failure : failures) steps.push_back(failure.step);
    std::ranges::sort(steps);
    return steps;
}

class Build {
  public:
    Build(postgres::Session& session, const Plan& plan, Commit commit)
        : session_(session), plan_(plan), batches_(plan, commit), commit_(commit),
          frame_(commit == Commit::by_caller ? in_transaction : own_transaction),
          settings_(session.own_settings()),
          following_(session, "Building what is declared", plan.steps.size()) {}

    Built run() {
        Steps steps(plan_.steps.size());
        std::iota(steps.begin(), steps.end(), 0);
        while (true) {
            const auto postponed = run_all(steps);
            if (postponed.empty())
                return {.statements = plan_.steps.size(), .rounds = rounds_, .reset = reset_};
            if (!makes_progress(steps, postponed)) throw blame(plan_, postponed);
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
            hold_back(steps, next, postponed, known);
        }
        return postponed;
    }

    // Where nothing else helps, nothing is held back for once.
    bool makes_progress(const Steps& steps, const Failures& failures) {
        const bool some_wait = std::ranges::any_of(failures, &Failure::waits);
        const bool progress = failures.size() < steps.size();
        holds_back_ = progress || !some_wait;
        return progress || some_wait;
    }

    // What changes data keeps its order within its file: behind what failed nothing of it runs.
    // Those from `known` on are the failures for which nothing was held back yet.
    void hold_back(Steps& steps, std::size_t from, Failures& postponed, std::size_t known) const {
        if (!holds_back_) return;
        std::set<std::string_view> files;
        for (const auto& failure : std::span(postponed).subspan(known))
            if (const auto& step = plan_.steps[failure.step]; step.changes_data)
                files.insert(step.origins.front().place.file.text());
        if (files.empty()) return;
        const auto waits = [&](std::size_t step) {
            return plan_.steps[step].changes_data
                   && files.contains(plan_.steps[step].origins.front().place.file.text());
        };
        const auto rest = steps.begin() + static_cast<std::ptrdiff_t>(from);
        for (auto step = rest; step != steps.end(); ++step)
            if (waits(*step)) postponed.push_back({.step = *step, .waits = true});
        steps.erase(std::remove_if(rest, steps.end(), waits), steps.end());
    }

    // One message with everything from `next` on: right whenever the order was. Returns where the
    // first transaction begins that did not go through.
    std::size_t run_at_once(const Steps& steps, std::size_t next) {
        while (next < steps.size()) {
            const auto transactions = add_transactions(steps, next);
            const auto behind = transactions.back().to;
            const auto result =
                behind == steps.size() ? run_and_reset(next) : follow(statements_, next);
            if (!result.error) {
                transactions_.went_through();
                next = behind;
                continue;
            }
            transactions_.failed();
            const auto halted = std::ranges::find_if(
                transactions, [&](const Transaction& one) { return one.last >= result.done; });
            next = halted->from;
            // A syntax error comes before anything ran, and a failed COMMIT has rolled back.
            if (result.done > halted->first && result.done < halted->last) send(frame_.undo);
            settings_.forget();
            if (setting_left_out(result)) continue;
            const auto failure = failure_of(result);
            if (batches_.recut(failure, batches_.end(steps, next) < steps.size())) continue;
            if (is_final(failure)) throw blame(plan_, {failure});
            steps_.set(distance_to(failure.step, steps, next) + 1);
            break;
        }
        return next;
    }

    static std::size_t distance_to(std::size_t step, const Steps& steps, std::size_t from) {
        const auto begin = steps.begin() + static_cast<std::ptrdiff_t>(from);
        return static_cast<std::size_t>(std::find(begin, steps.end(), step) - begin);
    }

    // What models have set is taken back in the same message, if all of it goes through.
    BatchResult run_and_reset(std::size_t from) {
        const auto count = statements_.size();
        const auto resetting = session_.resetting();
        statements_.insert(statements_.end(), resetting.begin(), resetting.end());
        auto result = follow(statements_, from);
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
        settings_.forget();
        const auto last = steps.back();
        Failures failures;
        auto refused = run_round(steps, failures);
        while (!refused && !failures.empty() && makes_progress(steps, failures)) {
            ++rounds_;
            steps = steps_of(failures);
            refused = run_round(steps, failures);
        }
        const bool hopeless =
            !failures.empty() && to - from == all.size() && !wait_for_commit(failures);
        if (!refused && !hopeless) refused = end_transaction(last);
        if (!refused && !hopeless) return failures;
        if (!refused || !refused->at_end) send(frame_.undo);
        settings_.forget();
        if (refused && batches_.recut(*refused, to < all.size())) return std::nullopt;
        throw blame(plan_, refused ? Failures{*refused} : failures);
    }

    // Runs all steps, going on behind each that fails; `failures` becomes those that may succeed
    // later. Returns one that may not; then the transaction has come to nothing.
    std::optional<Failure> run_round(Steps steps, Failures& failures) {
        failures.clear();
        for (std::size_t next = 0; next < steps.size();) {
            begin_message();
            const auto end = next + std::min(steps.size() - next, steps_.most());
            for (auto i = next; i < end; ++i) add_guarded(steps[i]);
            const auto result = follow(statements_, steps[next]);
            if (!result.error) {
                steps_.went_through();
                next = end;
                continue;
            }
            steps_.failed();
            const auto failure = failure_of(result);
            const bool left_out = setting_left_out(result);
            if (!left_out && is_final(failure)) return failure;
            send("ROLLBACK TO SAVEPOINT step");
            settings_.forget();
            next += distance_to(failure.step, steps, next);
            if (left_out) continue;
            failures.push_back(failure);
            hold_back(steps, ++next, failures, failures.size() - 1);
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
    BatchResult follow(const std::vector<Statement>& message, std::size_t from) {
        return following_.run(message, from, [this](std::size_t statement) {
            return statement < sources_.size() && sources_[statement].part == Part::itself;
        });
    }

    void send(const char* command) {
        session_.execute(sql::Text::verbatim(command), format("running {}", command));
    }

    // A transaction of the present message.
    struct Transaction {
        std::size_t from;  // where in the list of steps it begins
        std::size_t to;    // and ends
        std::size_t first; // its BEGIN among the statements
        std::size_t last;  // its COMMIT
    };

    std::vector<Transaction> add_transactions(const Steps& steps, std::size_t next) {
        std::vector<Transaction> transactions;
        begin_message();
        while (next < steps.size() && transactions.size() < transactions_.most()
               && sql_size_ < enough_sql) {
            const auto end = batches_.end(steps, next);
            Transaction one{.from = next, .to = end, .first = statements_.size(), .last = 0};
            add(frame_.begin, steps[next], Part::frame);
            for (; next < end; ++next) add_step(steps[next]);
            settings_.forget(); // a SET LOCAL ends with it
            one.last = statements_.size();
            add(frame_.end, steps[end - 1], Part::end);
            transactions.push_back(one);
        }
        return transactions;
    }

    void begin_message() {
        statements_.clear();
        sources_.clear();
        sql_size_ = 0;
    }

    // What a statement is to the step for which it is sent.
    enum class Part { itself, setting, frame, end };

    void add(std::string sql, std::size_t step, Part part) {
        statements_.push_back({.sql = sql::Text::verbatim(std::move(sql))});
        sources_.push_back({step, part});
    }

    void add_step(std::size_t index) {
        const auto& step = plan_.steps[index];
        for (auto& setting : settings_.change_to(step.settings))
            add(std::move(setting), index, Part::setting);
        statements_.push_back(
            {.sql = step.sql, .copy_data = step.copy_data.value_or(SharedText())});
        sources_.push_back({index, Part::itself});
        sql_size_ += step.sql.sql().size();
    }

    // A savepoint before the settings too: what fails leaves them as they were.
    void add_guarded(std::size_t index) {
        add("SAVEPOINT step", index, Part::frame);
        add_step(index);
        add("RELEASE SAVEPOINT step", index, Part::frame);
    }

    // pg_dump of a newer server sets parameters that an older one does not know.
    bool setting_left_out(const BatchResult& result) {
        const bool setting = sources_.at(result.failed).part == Part::setting;
        if (!setting || result.error->sqlstate != "42704") return false;
        settings_.leave_out(statements_[result.failed].sql.sql());
        return true;
    }

    Failure failure_of(const BatchResult& result) const {
        const auto& source = sources_.at(result.failed);
        const bool itself = source.part == Part::itself;
        return {.step = source.step,
                .error = *result.error,
                .offset = itself ? result.offset : 0,
                .offset_known = itself && result.offset_known,
                .at_end = source.part == Part::end,
                .unread = result.failed > result.done};
    }

    // After the rest has run, a DROP would take away what that made.
    bool is_final(const Failure& failure) const {
        return plan_.steps.at(failure.step).removes || !may_succeed_later(failure);
    }

    struct Source {
        std::size_t step;
        Part part;
    };

    postgres::Session& session_;
    const Plan& plan_;
    Batches batches_;
    Commit commit_;
    bool holds_back_ = true; // what changes data, behind what failed
    Frame frame_;
    Settings settings_;
    Following following_;
    std::vector<Statement> statements_; // of the present message
    std::vector<Source> sources_;       // of each of them
    std::size_t sql_size_ = 0;          // of the steps among them
    Stride transactions_{1};
    Stride steps_{few_steps};
    std::size_t rounds_ = 1;
    bool reset_ = false; // what models have set is taken back
};

// The path of models, and what they have set, is for models: our own statements must find nothing
// that they made. In a transaction that failed there is nothing to take back.
class Lent {
  public:
    explicit Lent(postgres::Session& session) : session_(session) {}
    ~Lent() {
        if (given_back_) return;
        try {
            const Interruption::Shield shield(session_.interruption());
            session_.reset();
        } catch (const std::exception&) {
            // The session is broken, or its transaction has failed and takes the settings along.
        }
    }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;

    void give_back(bool done_already) {
        if (!done_already) session_.reset();
        given_back_ = true;
    }

  private:
    postgres::Session& session_;
    bool given_back_ = false;
};

// The same models would become another database there.
void require_settings(postgres::Session& session) {
    const auto& foreign = session.foreign_settings();
    if (foreign.empty()) return;
    throw Error(
        ExitStatus::refused, format("models can't be built where {}", join(foreign, " and ")),
        {format("Role {} may not set it otherwise: see ALTER DATABASE ... RESET, ALTER ROLE "
                "... RESET, or from PostgreSQL 15 on GRANT SET ON PARAMETER.",
                session.server().user)});
}

} // namespace

Built build(postgres::Session& session, const Plan& plan, Commit commit) {
    if (plan.steps.empty()) return {};
    require_settings(session);
    Lent lent(session);
    const auto built = Build(session, plan, commit).run();
    lent.give_back(built.reset);
    return built;
}

} // namespace pgslate::apply
