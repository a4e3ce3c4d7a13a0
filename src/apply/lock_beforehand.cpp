#include "apply/lock_beforehand.hpp"

#include "base/format.hpp"
#include "live/owned.hpp"
#include "plan/locks.hpp"
#include "plan/writing.hpp"

#include <map>

namespace pgslate::apply {
namespace {

using plan::LockMode;

constexpr std::string_view locking = "locking what is altered";

using TableNames = std::vector<sql::Text>;

// The longest that one LOCK may take, with all its waits (manual, "statement_timeout": of several
// statements in one message each has its own).
std::vector<postgres::Statement>
message_of(const std::map<LockMode, TableNames, std::greater<>>& tables,
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
    std::vector<catalog::Identity> relations;
    relations.reserve(locks.size());
    for (const auto& lock : locks) relations.push_back(lock.relation);
    const auto ours = live::owned_of(session, relations);
    std::map<LockMode, TableNames, std::greater<>> tables;
    for (const auto& lock : locks)
        if (ours.contains(lock.relation))
            tables[lock.mode].push_back(sql::text("ONLY {}", plan::qualified(lock.relation)));
    if (tables.empty()) return;
    const auto result = session.run(message_of(tables, session.lock_timeout()));
    if (!result.error) return;
    const auto error = as_lock_timeout(*result.error, session.lock_timeout());
    throw Error(postgres::exit_status(error.sqlstate), postgres::problem(error, locking));
}

} // namespace pgslate::apply
