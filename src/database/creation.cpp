#include "database/creation.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "postgres/told.hpp"

#include <vector>

namespace pgslate::database {
namespace {

using postgres::ServerError;
using postgres::Session;
using sql::Identifier;
using sql::Literal;
using sql::text;

using Clauses = std::vector<sql::Text>;
using Rows = std::vector<postgres::Row>;

void add_name(Clauses& clauses, const char* keyword, const std::string& value) {
    if (value.empty()) return;
    clauses.push_back(text("{} {}", sql::Fragment(keyword), Identifier(value)));
}

void add_value(Clauses& clauses, const char* keyword, const std::string& value) {
    if (value.empty()) return;
    clauses.push_back(text("{} {}", sql::Fragment(keyword), Literal(value)));
}

void add_provider(Clauses& clauses, const CreateOptions& options) {
    if (options.provider == "c") clauses.push_back(text("LOCALE_PROVIDER libc"));
    if (options.provider == "i") {
        clauses.push_back(text("LOCALE_PROVIDER icu"));
        add_value(clauses, "ICU_LOCALE", options.provider_locale);
        add_value(clauses, "ICU_RULES", options.icu_rules);
    }
    if (options.provider == "b") {
        clauses.push_back(text("LOCALE_PROVIDER builtin"));
        add_value(clauses, "BUILTIN_LOCALE", options.provider_locale);
    }
}

sql::Text statement_for(const std::string& name, const CreateOptions& options) {
    Clauses clauses{text("CREATE DATABASE {}", Identifier(name))};
    add_name(clauses, "OWNER", options.owner);
    add_name(clauses, "TEMPLATE", options.template_name);
    add_value(clauses, "ENCODING", options.encoding);
    add_value(clauses, "LOCALE", options.locale);
    add_value(clauses, "LC_COLLATE", options.collate);
    add_value(clauses, "LC_CTYPE", options.ctype);
    add_provider(clauses, options);
    add_name(clauses, "TABLESPACE", options.tablespace);
    add_name(clauses, "STRATEGY", options.strategy);
    if (options.secluded) clauses.push_back(text("ALLOW_CONNECTIONS false"));
    return sql::joined(clauses, " ");
}

std::optional<ServerError> attempt(Session& session, const sql::Text& sql) {
    const postgres::Statement only{.sql = sql};
    return postgres::told(session, sql, [&] { return session.run({&only, 1}); }).error;
}

[[noreturn]] void fail(const ServerError& error, const CreateOptions& options) {
    auto problem = postgres::problem(error, "creating a database");
    if (error.sqlstate == postgres::sqlstate::insufficient_privilege)
        problem.hints.emplace_back(
            "The role needs the right to create databases (ALTER ROLE ... CREATEDB), to act as the "
            "new owner, and to use the tablespace.");
    if (error.sqlstate == postgres::sqlstate::object_in_use)
        problem.hints.push_back(format("Template {} is in use; another can be given with "
                                       "`--template`.",
                                       in_quotes(options.template_name)));
    throw Error(postgres::exit_status(error.sqlstate), std::move(problem));
}

bool has_locale(const CreateOptions& options, const Definition& other) {
    const auto& theirs = other.options;
    const auto same = [](const std::string& wanted, const std::string& there) {
        return wanted.empty() || wanted == there;
    };
    return same(options.encoding, theirs.encoding) && same(options.collate, theirs.collate)
           && same(options.ctype, theirs.ctype) && same(options.locale, theirs.collate)
           && same(options.locale, theirs.ctype) && same(options.provider, theirs.provider)
           && same(options.provider_locale, theirs.provider_locale)
           && same(options.icu_rules, theirs.icu_rules);
}

Template1 look_at_template1(Session& session) {
    Template1 result;
    postgres::Together together;
    ask_template1(together, session.server().version, result);
    together.ask(session, "looking at template1");
    return result;
}

void warn_of_template0(const Warn& warn, const char* why) {
    warn(advised(format("template1 {}: the database is made from template0", why),
                 {"What was added to template1 is not in it; `--template` names another."}));
}

std::string usual_template(const Template1& template1, const CreateOptions& options,
                           const Warn& warn) {
    if (!template1.definition || !has_locale(options, *template1.definition)) return "template0";
    if (template1.in_use) {
        warn_of_template0(warn, "is in use");
        return "template0";
    }
    if (template1.collation_differs) {
        warn_of_template0(warn, "has a collation version other than the system's");
        return "template0";
    }
    return "template1";
}

// Chooses the template if none is wanted. Somebody may have come to template1 since it was looked
// at; that a collation version is not to be found out is an internal error (XX000).
std::optional<ServerError> try_create(Session& session, const std::string& name,
                                      CreateOptions& options,
                                      const std::optional<Template1>& template1, const Warn& warn) {
    const bool free = options.template_name.empty();
    if (free)
        options.template_name =
            usual_template(template1 ? *template1 : look_at_template1(session), options, warn);
    auto error = attempt(session, statement_for(name, options));
    const bool unusable = error
                          && (error->sqlstate == postgres::sqlstate::object_in_use
                              || error->sqlstate == postgres::sqlstate::internal_error);
    if (!free || !unusable || options.template_name == "template0") return error;
    warn_of_template0(warn, "cannot be copied now");
    options.template_name = "template0";
    return attempt(session, statement_for(name, options));
}

} // namespace

// Collation versions of databases came with PostgreSQL 15.
void ask_template1(postgres::Together& together, int version, Template1& result) {
    ask_definition(together, "template1", result.definition);
    together.add(text("SELECT 1 FROM pg_catalog.pg_stat_get_activity(NULL) "
                      "WHERE datid = (SELECT oid FROM pg_catalog.pg_database "
                      "WHERE datname = 'template1') AND pid <> pg_catalog.pg_backend_pid() "
                      "AND backend_type IS DISTINCT FROM 'autovacuum worker' LIMIT 1"),
                 [&result](const Rows& rows) { result.in_use = !rows.empty(); });
    if (version < 150000) return;
    together.add(text("SELECT 1 FROM pg_catalog.pg_database WHERE datname = 'template1' "
                      "AND datcollversion <> "
                      "pg_catalog.pg_database_collation_actual_version(oid)"),
                 [&result](const Rows& rows) { result.collation_differs = !rows.empty(); });
}

void create(Session& session, const std::string& name, const CreateOptions& options,
            const Warn& warn) {
    auto chosen = options;
    if (const auto error = try_create(session, name, chosen, {}, warn)) fail(*error, chosen);
}

void create_like(Session& session, const std::string& name, const CreateOptions& options,
                 const std::optional<Template1>& template1, const Warn& warn) {
    auto same = options;
    const auto error = try_create(session, name, same, template1, warn);
    if (!error) return;
    if (error->sqlstate != postgres::sqlstate::insufficient_privilege) fail(*error, same);
    auto less = options;
    less.tablespace.clear();
    if (options.tablespace.empty() || try_create(session, name, less, template1, warn))
        fail(*error, options);
    warn({.message = format("the tablespace, {}, could not be kept: {}", options.tablespace,
                            error->message)});
}

void give_owner(Session& session, const std::string& name, const std::string& owner,
                const Warn& warn) {
    const auto error = attempt(
        session, text("ALTER DATABASE {} OWNER TO {}", Identifier(name), Identifier(owner)));
    if (!error) return;
    if (error->sqlstate != postgres::sqlstate::insufficient_privilege)
        fail(*error, {.owner = owner});
    warn({.message = format("the owner, {}, could not be kept: {}", owner, error->message)});
}

} // namespace pgslate::database
