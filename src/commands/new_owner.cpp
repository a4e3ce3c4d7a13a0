#include "commands/new_owner.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/role_right.hpp"
#include "models/sql/reach.hpp"
#include "plan/plan.hpp"

#include <algorithm>
#include <cctype>

namespace pgslate::commands {
namespace {

using database::RoleRight;
using sql::Identifier;
using sql::quoted;

bool names(const std::string& sql, const std::string& role) {
    const auto same = [](unsigned char one, unsigned char other) {
        return std::tolower(one) == std::tolower(other);
    };
    return !std::ranges::search(sql, role, same).empty();
}

// It may make the role, or its members: what runs code may do anything.
bool may_bring_about(const catalog::Catalog& wanted, const std::string& role) {
    const auto plan = plan::plan_creation(wanted);
    return std::ranges::any_of(plan.steps, [&](const plan::Step& step) {
        const auto& sql = step.sql.sql();
        return names(sql, role) && (step.changes_data || models::may_make_roles(sql));
    });
}

} // namespace

void check_new_owner(const Context& context, postgres::Session& maintenance,
                     const catalog::Catalog& wanted) {
    const auto& owner = context.target.new_database.owner;
    if (owner.empty()) return;
    const auto right = database::right_to_act_as(maintenance, owner);
    if (right == RoleRight::may_act || may_bring_about(wanted, owner)) return;
    const auto& name = context.target.database;
    if (right == RoleRight::no_such_role)
        throw Error(ExitStatus::bad_configuration,
                    format("there is no role {} to own database {}", quoted(Identifier(owner)),
                           in_quotes(name)),
                    {format("Make it first: CREATE ROLE {}. A model may say so, too.",
                            quoted(Identifier(owner)))});
    const auto& user = maintenance.server().user;
    throw Error(ExitStatus::refused,
                format("role {} may not make role {} the owner of database {}",
                       quoted(Identifier(user)), quoted(Identifier(owner)), in_quotes(name)),
                {format("It has to be a member of that role: GRANT {} TO {}.",
                        quoted(Identifier(owner)), quoted(Identifier(user)))});
}

} // namespace pgslate::commands
