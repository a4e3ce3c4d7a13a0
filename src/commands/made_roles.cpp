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
    while (!needs.missing.empty() && !try_to_make(wanted, needs.missing))
        needs = desired::role_needs(session, wanted);
    made_ = std::move(needs.missing);
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

// All or none of them.
bool MadeRoles::try_to_make(const catalog::Catalog& wanted, const plan::RoleNames& missing) try {
    session_.execute(sql::text("BEGIN"), making);
    const bool made = desired::try_to_make(session_, wanted, missing);
    session_.execute(sql::text("COMMIT"), making);
    return made;
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
