#include "commands/apply.hpp"

#include "apply/alter.hpp"
#include "apply/empty_tables.hpp"
#include "apply/lock_beforehand.hpp"
#include "apply/proof.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/alteration.hpp"
#include "commands/analyze.hpp"
#include "commands/create.hpp"
#include "commands/gate.hpp"
#include "commands/guard.hpp"
#include "commands/hints.hpp"
#include "commands/inputs.hpp"
#include "commands/lock_attempts.hpp"
#include "commands/maintenance.hpp"
#include "commands/rights.hpp"
#include "commands/saved_plan.hpp"
#include "commands/secrets.hpp"
#include "commands/transaction.hpp"
#include "commands/values.hpp"
#include "plan/creations.hpp"
#include "plan/weigh.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::commands {
namespace {

using postgres::Session;
using Clock = std::chrono::steady_clock;

constexpr std::string_view apply_task = "apply";

class Applying {
  public:
    Applying(const Context& context, const Permission& permission, const database::Server& server,
             Destination& destination, Session& session)
        : context_(context), permission_(permission), server_(server), destination_(destination),
          session_(session) {
        if (permission.plan) saved_ = SavedPlan::read(*permission.plan);
    }

    // What somebody else alters between reading and locking makes a step fail, or leaves something
    // to do that nobody has seen.
    Apply run() {
        if (is_known_to_have_nothing_to_do()) return {.database = context_.target.database};
        constexpr int most_plans = 3;
        for (int plans = 1;; ++plans) {
            const auto live = destination_.read(session_);
            try {
                return run_from(live);
            } catch (const postgres::ConnectionLost&) {
                throw;
            } catch (const Error& error) {
                if (!std::exchange(at_work_, false) || !may_be_by_others(error)
                    || !has_changed(live.catalog))
                    throw;
                if (plans == most_plans) throw changed_meanwhile(error);
                context_.note("Somebody else has altered the database meanwhile: nothing was "
                              "changed, and it is planned again.");
            }
        }
    }

  private:
    bool is_known_to_have_nothing_to_do() const {
        return !saved_ && context_.renames.empty() && destination_.is_known_to_be_reached();
    }

    static bool may_be_by_others(const Error& error) {
        return error.status() == ExitStatus::failed || error.status() == ExitStatus::refused;
    }

    bool has_changed(const catalog::Catalog& live) {
        const auto digest = [&](const catalog::Catalog& catalog) {
            return planned_for(context_.target.database, catalog, {}).live;
        };
        return digest(live) != digest(destination_.read(session_).catalog);
    }

    static Error changed_meanwhile(const Error& error) {
        auto problem = error.problems().front();
        problem.message =
            "others alter the database all the time, and nothing was changed; at last: "
            + problem.message;
        problem.hints = {"Try again when nobody else does."};
        return Error(ExitStatus::busy, std::move(problem));
    }

    Apply run_from(const live::Reading& before) {
        const auto& live = before.catalog;
        auto way = destination_.way_from(live, session_);
        if (saved_)
            saved_->check(SavedPlan(
                planned_for(context_.target.database, live, destination_.declared()), way.plan));
        if (!std::exchange(warned_, true)) {
            warn_of_doubt(way.unused, context_.warn);
            warn_of_strangers(permission_.allow, way.plan, live, context_.warn);
        }
        Apply result{.database = context_.target.database};
        if (way.is_empty() && context_.renames.empty()) destination_.keep_verdict(before);
        if (way.plan.steps.empty()) return result;
        refuse_lacking(way.plan, session_.server().user);
        refuse_loss(way.plan, permission_.allow);
        refuse_rows(way.plan);
        refuse_placeholders(way.plan);
        context_.say("Altering the database.");
        in_transaction(context_, server_, session_,
                       permission_.dry_run ? End::roll_back : End::commit, [&] {
                           at_work_ = true;
                           alter(before, way.plan, way.conversions);
                           at_work_ = false;
                       });
        result.locked_for = Clock::now() - locked_since_;
        result.rolled_back = permission_.dry_run;
        if (permission_.analyze && !permission_.dry_run) analyze(context_, session_, way.plan);
        result.made = plan::creations(way.plan);
        result.plan = std::move(way.plan);
        return result;
    }

    void alter(const live::Reading& before, plan::Plan& plan,
               const std::vector<plan::Conversion>& conversions) {
        apply::Proof proof(session_, plan);
        locked_since_ = Clock::now();
        {
            const Progress::Task task(context_.progress, "Locking, and counting rows");
            apply::lock_beforehand(session_, plan);
            refuse_new_rows(plan);
            refuse_new_values(plan, conversions);
            proof.count_rows(plan);
        }
        apply::alter(session_, plan);
        const Progress::Task task(context_.progress, "Proving the result");
        finish(before, plan);
        proof.check(plan);
    }

    // Who has put rows into a table that had none has not been asked.
    void refuse_new_rows(plan::Plan& plan) {
        const auto filled = apply::filled_meanwhile(session_, plan::taken_for_empty(plan));
        plan::take_for_filled(plan, filled);
        refuse_loss(plan, permission_.allow);
    }

    // Nor who has changed values that would all have come back.
    void refuse_new_values(plan::Plan& plan, const std::vector<plan::Conversion>& conversions) {
        std::vector<std::string> lost;
        for (const auto& [column, found] : losses_for_good(session_, conversions)) {
            if (found.verdict != plan::Found::Verdict::lost) continue;
            for (auto& step : plan.steps)
                if (std::ranges::count(step.converts, column) > 0)
                    step.risks.add(plan::Risks{plan::Risk::data_loss, plan::Risk::no_undo});
            if (!is_allowed(column, permission_.allow)) lost.push_back(words_for(found));
        }
        if (!lost.empty()) refuse_loss_of(std::move(lost), plan);
    }

    // What the server has made otherwise than was planned is put right as long as nothing is lost
    // by it, whatever is allowed: nobody has seen these steps. What is left then is our mistake.
    void finish(const live::Reading& before, plan::Plan& plan) {
        constexpr int rounds = 3;
        for (int round = 0;; ++round) {
            auto rest = destination_.rest(before, session_);
            auto& steps = rest.plan.steps;
            if (steps.empty()) return;
            if (round == rounds || std::ranges::any_of(steps, &plan::Step::loses_data))
                throw not_proven(rest);
            apply::alter(session_, rest.plan);
            std::ranges::move(steps, std::back_inserter(plan.steps));
        }
    }

    static Error not_proven(const Way& rest) {
        Problem problem;
        problem.message = "after all steps the database would still not be what is declared; "
                          "nothing was changed";
        for (const auto& difference : rest.differences)
            problem.notes.push_back(
                format("{} is {}", to_string(difference.id), to_string(difference.kind)));
        problem.hints = {"That is a bug in pgslate: please report it with the output of `pgslate "
                         "plan`."};
        return Error(ExitStatus::failed, std::move(problem));
    }

    const Context& context_;
    const Permission& permission_;
    const database::Server& server_;
    Destination& destination_;
    Session& session_;
    std::optional<SavedPlan> saved_;
    bool warned_ = false;
    bool at_work_ = false; ///< within the transaction, and before COMMIT
    Clock::time_point locked_since_;
};

// `create` knows models, and what it makes stays.
Apply create_database(const Context& context, const Permission& permission) {
    if (context.like || permission.dry_run || permission.plan || permission.witness)
        throw Error(ExitStatus::bad_configuration,
                    format("there is no database {} to alter", in_quotes(context.target.database)),
                    {"Without --like, --dry-run, --plan and --witness it is created from the "
                     "models; `pgslate plan` shows what would be done."});
    const auto created = create(context, false);
    return {.database = created.database,
            .made_database = created.made_database,
            .made = created.in_new_database};
}

// Whatever keeps the witness from looking, the work is done.
Testimony testimony_of(const Witness& witness, const database::Server& server,
                       Destination& destination, Session& session) try {
    const Progress::Task task(session.progress(), "Letting pg_dump look");
    return witness.look(server, destination, session);
} catch (const Error& error) {
    throw with_hint(error, "What was to be done is committed; only the witness has not looked.");
}

// Nothing: there is no such database.
std::optional<Apply> alter_if_there(const Context& context, const Permission& permission,
                                    const database::Server& server, Destination& destination) {
    TargetLock lock(context, server, apply_task);
    guard_alteration(context, lock.session());
    if (!lock.take()) return std::nullopt;
    auto session =
        server.with_lock_timeout(wait_for_single_lock(context.target)).open_if_there(apply_task);
    if (!session) return std::nullopt;
    destination.prepare(*session);
    std::optional<Witness> witness;
    if (permission.witness) witness.emplace(context, session->server().major());
    Applying applying(context, permission, server, destination, *session);
    std::optional<Apply> result;
    with_locks(context, *session, lock.session(), [&] { result = applying.run(); });
    if (witness) result->testimony = testimony_of(*witness, server, destination, *session);
    return result;
}

} // namespace

Apply apply(const Context& context, const Permission& permission) {
    if (permission.plan) SavedPlan::read(*permission.plan); // before anybody is asked for anything
    const auto server = reach_server(context);
    Destination destination(context, server, ModelsOnDemand(context));
    try {
        if (auto altered = alter_if_there(context, permission, server, destination))
            return *std::move(altered);
        return create_database(context, permission);
    } catch (const Error&) {
        destination.check_models(); // what is wrong with the models is said first
        throw;
    }
}

} // namespace pgslate::commands
