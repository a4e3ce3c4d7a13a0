#include "apply/alter.hpp"

#include "apply/blame.hpp"
#include "apply/following.hpp"
#include "apply/settings.hpp"
#include "base/format.hpp"
#include "sql/excerpt.hpp"
#include "sql/secrets.hpp"

namespace pgslate::apply {
namespace {

// The statements of a plan with the settings that hold for each, and the step that each is from.
struct Message {
    std::vector<postgres::Statement> statements;
    std::vector<std::size_t> steps;

    // Settings stand before the statement of their step.
    bool is_step(std::size_t statement) const {
        return statement + 1 == steps.size() || steps[statement + 1] != steps[statement];
    }
};

Message message_of(const plan::Plan& plan, std::vector<std::string> own_settings) {
    Message message;
    Settings settings(std::move(own_settings));
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        for (auto& setting : settings.change_to(plan.steps[i].settings)) {
            message.statements.push_back({.sql = sql::Text::verbatim(std::move(setting))});
            message.steps.push_back(i);
        }
        message.statements.push_back({.sql = plan.steps[i].sql});
        message.steps.push_back(i);
    }
    return message;
}

// The server names the constraint or the column that rows are not right for; a step may be about
// several.
Place place_of(const plan::Step& step, const std::string& message) {
    for (const auto& reason : step.reasons)
        if (reason.place.known()
            && message.find(format("\"{}\"", reason.difference.id.name())) != std::string::npos)
            return reason.place;
    return step.reasons.empty() ? Place() : step.reasons.front().place;
}

} // namespace

void alter(postgres::Session& session, const plan::Plan& plan) {
    const auto message = message_of(plan, session.own_settings());
    const auto result =
        Following(session, "Altering the database", plan.steps.size())
            .run(message.statements, 0, [&](std::size_t i) { return message.is_step(i); });
    if (!result.error) return;
    auto problem = postgres::problem(*result.error, "altering the database");
    const auto& step = plan.steps.at(message.steps.at(result.failed));
    problem.place = place_of(step, problem.message);
    const auto& statement = step.sql.sql();
    problem.message = sql::said_without_secrets(problem.message, statement);
    for (auto& note : problem.notes) note = sql::said_without_secrets(note, statement);
    problem.statement = sql::without_secrets(statement);
    if (result.error->sqlstate == "23502") // not_null_violation
        problem.hints.emplace_back("What rows that are there hold in the column is said by fill = "
                                   "\"EXPRESSION\" in its model.");
    if (is_out_of_locks(*result.error)) problem.hints.emplace_back(more_locks_hint);
    problem.hints.emplace_back("Nothing was changed: all steps are one transaction.");
    throw sql::with_excerpts(
        Error(postgres::exit_status(result.error->sqlstate), std::move(problem)));
}

} // namespace pgslate::apply
