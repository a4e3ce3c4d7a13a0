// The part of creation.hpp that copies what is set once a database is there.
#include "base/format.hpp"
#include "database/creation.hpp"
#include "sql/kept_setting.hpp"

#include <algorithm>
#include <utility>

namespace pgslate::database {
namespace {

using postgres::Session;
using postgres::Statement;
using sql::Identifier;
using sql::text;

// Runs statements as one transaction; why not, if it fails.
std::string try_together(Session& session, std::vector<Statement> statements) {
    statements.insert(statements.begin(), {.sql = text("BEGIN")});
    statements.push_back({.sql = text("COMMIT")});
    const auto result = session.run(statements);
    if (!result.error) return {};
    const Statement undo{.sql = text("ROLLBACK")};
    session.run({&undo, 1});
    return result.error->message;
}

sql::Text subject(const std::string& database, const std::string& role) {
    if (role.empty()) return text("ALTER DATABASE {}", Identifier(database));
    return text("ALTER ROLE {} IN DATABASE {}", Identifier(role), Identifier(database));
}

std::vector<Statement> statements_for(const std::string& database, const Parameter& parameter) {
    return {{.sql = text("{} {}", subject(database, parameter.role),
                         sql::set_kept(parameter.name, parameter.value))}};
}

// pg_database's privileges by the words that GRANT takes (manual, "Privileges").
sql::Text privilege(const std::string& word) {
    if (word == "CREATE") return text("CREATE");
    if (word == "CONNECT") return text("CONNECT");
    return text("TEMPORARY");
}

sql::Text grantee(const Grant& grant) {
    return grant.grantee.empty() ? text("PUBLIC") : text("{}", Identifier(grant.grantee));
}

// What the owner granted is granted as the owner, by whoever acts for it; what somebody else
// passed on is passed on by them.
std::vector<Statement> statements_for(const std::string& database, const Grant& grant,
                                      const std::string& owner) {
    std::vector<Statement> statements;
    if (grant.grantor != owner)
        statements.push_back({.sql = text("SET LOCAL ROLE {}", Identifier(grant.grantor))});
    statements.push_back({.sql = text("GRANT {} ON DATABASE {} TO {}{}", privilege(grant.privilege),
                                      Identifier(database), grantee(grant),
                                      grant.grantable ? text(" WITH GRANT OPTION") : sql::Text())});
    return statements;
}

std::vector<Grant> in_order_of_granting(std::vector<Grant> grants, const std::string& owner) {
    std::ranges::stable_sort(grants, {}, [&](const Grant& grant) {
        return std::pair(grant.grantor != owner, !grant.grantable);
    });
    return grants;
}

void warn_unless_same(bool same, std::string_view what, const std::string& why, const Warn& warn) {
    if (same) return;
    warn({.message = format("{} of the database could not be kept in full{}{}", what,
                            why.empty() ? "" : ": ", why)});
}

} // namespace

void copy_parameters(Session& session, const std::string& name, const Definition& model,
                     const Warn& warn) {
    if (model.parameters.empty()) return;
    std::string why;
    for (const auto& parameter : model.parameters)
        if (auto failure = try_together(session, statements_for(name, parameter)); why.empty())
            why = std::move(failure);
    if (const auto copy = definition_of(session, name)) // whoever uses it next sees that it is gone
        warn_unless_same(copy->parameters == model.parameters, "the settings", why, warn);
}

std::vector<Parameter> own_parameters(const Definition& model, const std::string& user) {
    std::vector<Parameter> result;
    for (const auto& parameter : model.parameters) {
        const bool own = parameter.name.find('.') != std::string::npos
                         || parameter.name == "default_text_search_config";
        const bool holds = parameter.role.empty() || parameter.role == user;
        if (own && holds) result.push_back(parameter);
    }
    return result;
}

void copy_own_parameters(Session& session, const std::string& name, const Definition& model) {
    for (const auto& parameter : own_parameters(model, session.server().user))
        try_together(session, statements_for(name, parameter));
}

void copy_grants(Session& session, const std::string& name, const Definition& model,
                 const Warn& warn) {
    if (!model.grants) return;
    const auto before = definition_of(session, name);
    const auto owner = before ? before->options.owner : model.options.owner;
    auto why = try_together(
        session,
        {{.sql = text("REVOKE ALL ON DATABASE {} FROM PUBLIC", Identifier(name))},
         {.sql = text("REVOKE ALL ON DATABASE {} FROM {}", Identifier(name), Identifier(owner))}});
    for (const auto& grant : in_order_of_granting(*model.grants, model.options.owner))
        if (auto failure = try_together(session, statements_for(name, grant, model.options.owner));
            why.empty())
            why = std::move(failure);
    if (const auto copy = definition_of(session, name))
        warn_unless_same(copy->grants == model.grants, "the privileges", why, warn);
}

} // namespace pgslate::database
