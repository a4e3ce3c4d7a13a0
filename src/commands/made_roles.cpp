#include "commands/made_roles.hpp"

#include "base/format.hpp"

namespace pgslate::commands {
namespace {

constexpr std::string_view making = "making roles";

} // namespace

desired::RoleNeeds check_roles(postgres::Session& session, const catalog::Catalog& wanted) {
    auto needs = desired::role_needs(session, wanted);
    if (auto problems = problems_of(needs); !problems.empty())
        throw Error(ExitStatus::bad_model, std::move(problems));
    if (!needs.missing.empty() && !needs.may_make)
        throw Error(ExitStatus::refused, may_not_make(needs));
    return needs;
}

MadeRoles::MadeRoles(const Context& context, postgres::Session& session,
                     const catalog::Catalog& wanted, desired::RoleNeeds needs)
    : context_(context), session_(session) {
    if (!needs.missing.empty()) make(wanted, std::move(needs));
}

MadeRoles::~MadeRoles() {
    if (made_.empty()) return;
    try {
        const Interruption::Shield shield(context_.interruption);
        drop();
    } catch (const Error& error) {
        auto problem = error.problems().front();
        problem.hints.emplace_back("It was made for what came to nothing.");
        context_.warn(problem);
    }
}

void MadeRoles::make(const catalog::Catalog& wanted, desired::RoleNeeds needs) try {
    session_.execute(sql::text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), making);
    auto made = desired::make_missing(session_, wanted, std::move(needs));
    session_.execute(sql::text("COMMIT"), making);
    made_ = std::move(made);
} catch (const postgres::ConnectionLost&) {
    throw;
} catch (const Error&) {
    session_.execute(sql::text("ROLLBACK"), making);
    throw;
}

void MadeRoles::drop() {
    std::vector<std::string> names(made_.begin(), made_.end());
    session_.execute(sql::text("DROP ROLE IF EXISTS {}", sql::name_list(names)),
                     format("dropping what was made of roles: {}", join(names, ", ")));
}

} // namespace pgslate::commands
