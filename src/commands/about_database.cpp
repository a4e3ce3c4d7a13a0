#include "commands/about_database.hpp"

#include "apply/build.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "models/sql/reach.hpp"
#include "sql/excerpt.hpp"
#include "sql/opening.hpp"

#include <algorithm>
#include <iterator>

namespace pgslate::commands {
namespace {

// Is it one of these, as SQL may call whoever runs the statement?
bool is_among(const std::string& role, const std::vector<std::string>& names,
              const std::string& user) {
    return std::ranges::any_of(names, [&](const std::string& name) {
        const bool own = name == "current_user" || name == "session_user" || name == "current_role";
        return (own ? user : name) == role;
    });
}

bool changes(const std::vector<std::string>& roles, const database::Definition& former,
             const std::string& user) {
    if (is_among(former.options.owner, roles, user)) return true;
    if (!former.grants) return false;
    return std::ranges::any_of(*former.grants, [&](const database::Grant& grant) {
        return is_among(grant.grantee, roles, user) || is_among(grant.grantor, roles, user);
    });
}

[[noreturn]] void refuse(const plan::Step& step, const std::string& database) {
    Problem problem;
    problem.message = format("{} would change database {} before the new one is complete",
                             sql::opening_of(step.sql.sql()), in_quotes(database));
    if (!step.origins.empty()) problem.place = step.origins.front().place;
    problem.hints = {"It is about every database of the server. ALTER DATABASE, GRANT and REVOKE "
                     "about this one run when the new one has its name."};
    throw sql::with_excerpts(Error(ExitStatus::bad_model, std::move(problem)));
}

} // namespace

PartedPlan parted(plan::Plan plan, const std::string& database) {
    PartedPlan result{.inside = std::move(plan), .about = {}};
    auto& steps = result.inside.steps;
    const auto about = std::ranges::stable_partition(steps, [&](const plan::Step& step) {
        return !step.shared || !models::is_about_database(step.sql.sql(), database);
    });
    std::ranges::move(about, std::back_inserter(result.about.steps));
    steps.erase(about.begin(), about.end());
    return result;
}

std::size_t run_about(postgres::Session& session, const plan::Plan& about) {
    return apply::build(session, about, apply::Commit::by_caller).statements;
}

void check_leaves_alone(const plan::Plan& plan, const std::string& database,
                        const database::Definition& former, const std::string& user) {
    for (const auto& step : plan.steps) {
        if (!step.shared) continue;
        const auto roles = models::roles_whose_own(step.sql.sql());
        if (changes(roles, former, user)) refuse(step, database);
    }
}

} // namespace pgslate::commands
