#include "apply/lock_beforehand.hpp"

#include "base/format.hpp"
#include "plan/locks.hpp"

#include <map>
#include <set>

namespace pgslate::apply {
namespace {

using catalog::Identity;
using plan::Lock;
using plan::LockMode;

constexpr std::string_view locking = "locking what is altered";

sql::Text name_of(const Identity& table) {
    return sql::text("{}", sql::QualifiedName(table.names.at(0), table.names.at(1)));
}

// Those of them that the session's role owns, and that are there.
std::set<Identity> owned(postgres::Session& session, const std::vector<Lock>& locks) {
    std::vector<sql::Text> rows;
    rows.reserve(locks.size());
    for (const auto& lock : locks)
        rows.push_back(sql::text("({}, {})", sql::Literal(lock.relation.names.at(0)),
                                 sql::Literal(lock.relation.names.at(1))));
    std::set<Identity> result;
    for (const auto& row : session.query(
             sql::text("SELECT n.nspname, c.relname FROM (VALUES {}) AS asked(space, name) "
                       "JOIN pg_catalog.pg_namespace n ON n.nspname = asked.space "
                       "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid "
                       "AND c.relname = asked.name "
                       "WHERE pg_catalog.pg_has_role(c.relowner, 'USAGE')",
                       joined(rows, ", ")),
             locking))
        result.insert({catalog::Kind::table, {row.at(0).value(), row.at(1).value()}, {}});
    return result;
}

using Names = std::vector<sql::Text>;

// The longest that one LOCK may take, with all its waits (manual, "statement_timeout": of several
// statements in one message each has its own).
std::vector<postgres::Statement> message_of(const std::map<LockMode, Names, std::greater<>>& tables,
                                            std::chrono::milliseconds longest) {
    std::vector<postgres::Statement> message;
    message.push_back({.sql = sql::text("SET LOCAL statement_timeout = {}",
                                        sql::Literal(format("{}", longest.count())))});
    for (const auto& [mode, names] : tables)
        message.push_back({.sql = sql::text("LOCK TABLE {} IN {} MODE", joined(names, ", "),
                                            sql::Text::verbatim(std::string(to_string(mode))))});
    message.push_back({.sql = sql::text("SET LOCAL statement_timeout = 0")});
    return message;
}

// The server's words would be about statements, which nobody has asked it to limit.
postgres::ServerError as_lock_timeout(postgres::ServerError error,
                                      std::chrono::milliseconds longest) {
    if (error.sqlstate != postgres::sqlstate::query_canceled) return error;
    const auto seconds = std::chrono::duration<double>(longest).count();
    return {.sqlstate = std::string(postgres::sqlstate::lock_not_available),
            .message = format("they were not all to be had within {} s", seconds)};
}

} // namespace

void lock_beforehand(postgres::Session& session, const plan::Plan& plan) {
    const auto locks = plan::locks_beforehand(plan);
    if (locks.empty()) return;
    const auto ours = owned(session, locks);
    std::map<LockMode, Names, std::greater<>> tables;
    for (const auto& lock : locks)
        if (ours.contains(lock.relation))
            tables[lock.mode].push_back(sql::text("ONLY {}", name_of(lock.relation)));
    if (tables.empty()) return;
    const auto result = session.run(message_of(tables, session.lock_timeout()));
    if (!result.error) return;
    const auto error = as_lock_timeout(*result.error, session.lock_timeout());
    throw Error(postgres::exit_status(error.sqlstate), postgres::problem(error, locking));
}

} // namespace pgslate::apply
