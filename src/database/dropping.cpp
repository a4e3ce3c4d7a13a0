#include "database/dropping.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/sessions.hpp"
#include "postgres/together.hpp"
#include "postgres/told.hpp"

namespace pgslate::database {
namespace {

using postgres::ServerError;
using postgres::Session;
using sql::Identifier;
using sql::text;

using Clock = std::chrono::steady_clock;

std::vector<std::string> others_in_database(Session& session, const std::string& name) {
    Oids oids;
    postgres::Together together;
    together.add(
        text("SELECT oid FROM pg_catalog.pg_database WHERE datname = {}", sql::Literal(name)),
        [&oids](const auto& rows) {
            for (const auto& row : rows) oids.push_back(row.at(0).value_or("0"));
        });
    together.ask(session, "looking for the database");
    return oids.empty() ? std::vector<std::string>() : database::others_in(session, oids);
}

// All processes have to hear of it, and one that does not listen is waited for without limit.
[[noreturn]] void give_up(Session& session, const std::string& name, const std::string& doing) {
    const std::chrono::duration<double> limit = session.lock_timeout();
    Problem problem;
    problem.message = format("{}: the server has not done it within {} s", doing, limit.count());
    problem.notes = others_in_database(session, name);
    problem.hints.emplace_back(
        problem.notes.empty()
            ? "A process of the server may not answer: a background worker such as pg_cron's "
              "while a job runs. `--lock-timeout` says how long is waited."
            : "A superuser's session can be ended by superusers only. `--lock-timeout` says how "
              "long is waited.");
    throw Error(ExitStatus::busy, std::move(problem));
}

std::optional<ServerError> attempt(Session& session, const sql::Text& statement,
                                   const std::string& name, const std::string& doing) {
    const auto limit = session.lock_timeout();
    const auto begin = Clock::now();
    const postgres::Statement only{.sql = statement};
    auto error = postgres::told(session, statement, [&] {
                     return session.run_within({&only, 1}, limit);
                 }).error;
    const bool cancelled = error && error->sqlstate == postgres::sqlstate::query_canceled;
    if (cancelled && limit.count() > 0 && Clock::now() - begin >= limit)
        give_up(session, name, doing);
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

[[noreturn]] void fail(Session& session, const ServerError& error, const std::string& name,
                       const std::string& doing, bool owner) {
    auto problem = postgres::problem(error, doing);
    if (error.sqlstate == postgres::sqlstate::object_in_use)
        for (auto& line : others_in_database(session, name))
            problem.notes.push_back(std::move(line));
    if (error.sqlstate == postgres::sqlstate::insufficient_privilege && !owner)
        problem.hints.emplace_back(
            "Only a database's owner may delete it: ALTER DATABASE ... OWNER TO.");
    throw Error(postgres::exit_status(error.sqlstate), std::move(problem));
}

// Who is no superuser may not end a process of no role, such as autovacuum: to that a DROP without
// FORCE says that it should go.
bool drop_by(Session& session, const sql::Text& statement, const std::string& name) {
    const auto doing = format("deleting database {}", in_quotes(name));
    auto error = attempt(session, text("{} WITH (FORCE)", statement), name, doing);
    if (!error) return true;
    const bool refused = error->sqlstate == postgres::sqlstate::insufficient_privilege;
    const bool owner = refused && may_act_as_owner(session, name);
    if (owner) error = attempt(session, statement, name, doing);
    if (!error) return true;
    if (error->sqlstate == postgres::sqlstate::invalid_catalog_name) return false;
    fail(session, *error, name, doing, owner);
}

} // namespace

void drop(Session& session, const std::string& name) {
    drop_by(session, text("DROP DATABASE IF EXISTS {}", Identifier(name)), name);
}

bool drop_if_there(Session& session, const std::string& name) {
    return drop_by(session, text("DROP DATABASE {}", Identifier(name)), name);
}

} // namespace pgslate::database
