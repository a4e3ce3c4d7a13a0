#include "commands/kept.hpp"

#include "base/format.hpp"
#include "models/sql/said_privileges.hpp"

namespace pgslate::commands {
namespace {

// What models say about it in so many words is theirs to say.
void forget_said(catalog::Catalog& rules, const plan::Plan& inside, const std::string& user) {
    if (rules.facts.empty()) return;
    for (const auto& step : inside.steps)
        for (const auto& id : models::said_privileges(step.sql.sql(), user)) rules.facts.erase(id);
}

Problem unread(const Error& error, const std::string& database) {
    auto problem = error.problems().front();
    problem.message = format("default privileges and the privileges on schema public of database "
                             "\"{}\" could not be read, and are not kept: {}",
                             database, problem.message);
    return problem;
}

// Whoever locks catalogs has done with them soon.
bool is_passing(ExitStatus status) {
    return status == ExitStatus::interrupted || status == ExitStatus::terminated
           || status == ExitStatus::busy;
}

} // namespace

Kept read_kept(const Context& context, const database::Server& server, std::string_view task,
               const plan::Plan& inside, const std::string& user) try {
    auto session = server.connect(task);
    auto wide = live::read_database_wide(session);
    forget_said(wide.rules, inside, user);
    return {.rules = std::move(wide.rules), .unhoused = std::move(wide.unhoused)};
} catch (const Error& error) {
    if (is_passing(error.status())) throw;
    context.warn(unread(error, context.target.database));
    return {};
}

} // namespace pgslate::commands
