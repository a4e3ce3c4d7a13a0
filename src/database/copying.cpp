// The part of creation.hpp that copies what is set once a database is there.
#include "base/format.hpp"
#include "database/creation.hpp"

#include <algorithm>
#include <array>
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

// Lists of names, whose value is stored as it would be written in SQL, with quotes; as one string
// it would mean a single odd name (the parameters with GUC_LIST_QUOTE, src/include/utils/guc.h).
bool is_list(const std::string& parameter) {
    constexpr std::array<std::string_view, 6> lists = {"search_path",
                                                       "temp_tablespaces",
                                                       "session_preload_libraries",
                                                       "local_preload_libraries",
                                                       "shared_preload_libraries",
                                                       "unix_socket_directories"};
    return std::ranges::find(lists, parameter) != lists.end();
}

sql::Text subject(const std::string& database, const std::string& role) {
    if (role.empty()) return text("ALTER DATABASE {}", Identifier(database));
    return text("ALTER ROLE {} IN DATABASE {}", Identifier(role), Identifier(database));
}

// A name such as `app.tenant` has two parts.
sql::Text name_of(const std::string& parameter) {
    const auto dot = parameter.find('.');
    if (dot == std::string::npos) return text("{}", Identifier(parameter));
    return text("{}.{}", Identifier(parameter.substr(0, dot)),
                Identifier(parameter.substr(dot + 1)));
}

// The elements of a list: separated by commas, in double quotes where they need it.
std::vector<std::string> elements_of(std::string_view list) {
    std::vector<std::string> elements;
    std::string element;
    bool quoted = false;
    for (std::size_t at = 0; at < list.size(); ++at) {
        const char c = list[at];
        const bool doubled = quoted && list.substr(at).starts_with("\"\"");
        if (c == '"' && !doubled)
            quoted = !quoted;
        else if (c == ',' && !quoted)
            elements.push_back(std::exchange(element, {}));
        else if (c != ' ' || quoted)
            element += c;
        if (doubled) ++at;
    }
    elements.push_back(std::move(element));
    return elements;
}

sql::Text value_of(const Parameter& parameter) {
    if (!is_list(parameter.name)) return text("{}", sql::Literal(parameter.value));
    std::vector<sql::Text> literals;
    for (const auto& element : elements_of(parameter.value))
        literals.push_back(text("{}", sql::Literal(element)));
    return sql::joined(literals, ", ");
}

std::vector<Statement> statements_for(const std::string& database, const Parameter& parameter) {
    return {{.sql = text("{} SET {} TO {}", subject(database, parameter.role),
                         name_of(parameter.name), value_of(parameter))}};
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
    const auto copy = definition_of(session, name);
    warn_unless_same(copy && copy->parameters == model.parameters, "the settings", why, warn);
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
    const auto copy = definition_of(session, name);
    warn_unless_same(copy && copy->grants == model.grants, "the privileges", why, warn);
}

} // namespace pgslate::database
