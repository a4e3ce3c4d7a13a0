#include "desired/unreadable.hpp"

#include "apply/blame.hpp"
#include "desired/trial.hpp"

#include <utility>

namespace pgslate::desired {
namespace {

// A syntax error has a place; what else the server says is about names, which may not be there, or
// about several statements in one.
std::optional<apply::Failure> unreadable(postgres::Session& session, const plan::Step& step) {
    if (step.changes_data || !is_readable(step)) return std::nullopt;
    auto parsed = session.parse(step.sql);
    if (!parsed.error || parsed.error->sqlstate != postgres::sqlstate::syntax_error
        || !parsed.offset_known)
        return std::nullopt;
    return apply::Failure{.error = *std::move(parsed.error),
                          .offset = parsed.offset,
                          .offset_known = true,
                          .unread = true};
}

} // namespace

void refuse_unreadable(postgres::Session& session, const std::vector<plan::Step>& steps,
                       apply::Commit commit) {
    constexpr std::string_view doing = "reading what is not tried";
    const bool inside = commit == apply::Commit::by_caller && !steps.empty();
    if (inside) session.execute(sql::text("SAVEPOINT reading"), doing);
    plan::Plan plan;
    std::vector<apply::Failure> failures;
    for (const auto& step : steps) {
        auto failure = unreadable(session, step);
        if (inside) session.execute(sql::text("ROLLBACK TO SAVEPOINT reading"), doing);
        if (!failure) continue;
        failure->step = plan.steps.size();
        plan.steps.push_back(step);
        failures.push_back(*std::move(failure));
    }
    if (!failures.empty()) throw apply::blame(plan, failures);
}

} // namespace pgslate::desired
