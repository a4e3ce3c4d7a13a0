#include "database/dropping.hpp"

#include "base/format.hpp"
#include "postgres/together.hpp"

namespace pgslate::database {
namespace {

using postgres::ServerError;
using postgres::Session;
using sql::Identifier;
using sql::text;

using Clock = std::chrono::steady_clock;

// All processes have to hear of it, and one that does not listen is waited for without limit.
[[noreturn]] void give_up(std::chrono::milliseconds limit, const std::string& doing) {
    throw Error(ExitStatus::busy,
                format("{}: the server has not done it within {} s", doing,
                       std::chrono::duration<double>(limit).count()),
                {"A process of the server may not answer: a background worker such as pg_cron's "
                 "while a job runs. `--lock-timeout` says how long is waited."});
}

std::optional<ServerError> attempt(Session& session, const sql::Text& statement,
                                   const std::string& doing) {
    const auto limit = session.lock_timeout();
    const auto begin = Clock::now();
    const postgres::Statement only{.sql = statement};
    auto error = session.run_within({&only, 1}, limit).error;
    const bool cancelled = error && error->sqlstate == postgres::sqlstate::query_canceled;
    if (cancelled && limit.count() > 0 && Clock::now() - begin >= limit) give_up(limit, doing);
    return error;
}

bool may_act_as_owner(Session& session, const std::string& name) {
    bool may = false;
    postgres::Together together;
    together.add(text("SELECT pg_catalog.pg_has_role(datdba, 'USAGE') "
                      "FROM pg_catalog.pg_database WHERE datname = {}",
                      sql::Literal(name)),
                 [&](const auto& rows) { may = !rows.empty() && rows.front().at(0) == "t"; });
    together.ask(session, "looking whose the database is");
    return may;
}

[[noreturn]] void fail(const ServerError& error, const std::string& doing, bool owner) {
    auto problem = postgres::problem(error, doing);
    if (error.sqlstate == postgres::sqlstate::insufficient_privilege && !owner)
        problem.hints.emplace_back(
            "Only a database's owner may delete it: ALTER DATABASE ... OWNER TO.");
    throw Error(postgres::exit_status(error.sqlstate), std::move(problem));
}

} // namespace

// Who is no superuser may not end a process of no role, such as autovacuum: to that a DROP without
// FORCE says that it should go.
void drop(Session& session, const std::string& name) {
    const auto doing = format("deleting database \"{}\"", name);
    const Identifier database(name);
    auto error = attempt(session, text("DROP DATABASE IF EXISTS {} WITH (FORCE)", database), doing);
    if (!error) return;
    const bool refused = error->sqlstate == postgres::sqlstate::insufficient_privilege;
    const bool owner = refused && may_act_as_owner(session, name);
    if (owner) error = attempt(session, text("DROP DATABASE IF EXISTS {}", database), doing);
    if (error) fail(*error, doing, owner);
}

} // namespace pgslate::database
