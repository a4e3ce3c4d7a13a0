#include "commands/transaction.hpp"

#include "base/format.hpp"
#include "postgres/together.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace pgslate::commands {
namespace {

using namespace std::chrono_literals;
using postgres::Session;

// A transaction, and who works on it.
struct Open {
    std::string number; // an xid8
    int backend_pid = 0;
};

constexpr std::string_view finding_out = "asking what has become of the transaction";
constexpr auto pause = 200ms;
constexpr int asked_before_ended = 5;
constexpr int most_times_asked = 150; // half a minute: a server that has crashed recovers first

void execute(Session& session, const char* command) {
    session.execute(sql::Text::verbatim(command), format("running {}", command));
}

// What is deferred until COMMIT would come too late to be looked at, and stands in the way of
// ALTER TABLE.
void begin(Session& session) {
    postgres::Together together;
    together.add(sql::text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
    together.add(sql::text("SET CONSTRAINTS ALL IMMEDIATE"));
    together.ask(session, "beginning the transaction");
}

Open open_transaction(Session& session) {
    const auto row = session.query_row(
        sql::text("SELECT pg_catalog.pg_current_xact_id_if_assigned()"), "running COMMIT");
    return {.number = row.at(0).value_or(""), .backend_pid = session.server().backend_pid};
}

// The server may not have noticed yet that nobody is there any more.
void end_backend(Session& session, const Open& open) {
    session.query(sql::text("SELECT pg_catalog.pg_terminate_backend(pid) "
                            "FROM pg_catalog.pg_stat_activity WHERE pid = {} "
                            "AND backend_xid = {}::xid8::xid",
                            open.backend_pid, sql::Literal(open.number)),
                  finding_out);
}

// What pg_xact_status() says (manual, "System Information Functions"); nothing while it is not to
// be asked, or has not ended.
std::optional<std::string> status_of(const Open& open, const database::Server& server,
                                     int times_asked) try {
    auto session = server.try_open("apply");
    if (!session) return std::nullopt;
    const auto row =
        session->query_row(sql::text("SELECT coalesce(pg_catalog.pg_xact_status({}::xid8), '')",
                                     sql::Literal(open.number)),
                           finding_out);
    if (row.at(0) != "in progress") return row.at(0);
    if (times_asked >= asked_before_ended) end_backend(*session, open);
    return std::nullopt;
} catch (const postgres::ConnectionLost&) {
    return std::nullopt;
}

std::optional<std::string> end_of(const Open& open, const database::Server& server,
                                  const Interruption* interruption) {
    for (int times = 0; times < most_times_asked && !open.number.empty(); ++times) {
        if (auto status = status_of(open, server, times)) return status;
        sleep_for(interruption, pause);
    }
    return std::nullopt;
}

Error ended(const Error& lost, ExitStatus status, const char* what, const char* hint) {
    auto problem = lost.problems().front();
    problem.message = format("{}: {}", problem.message, what);
    problem.hints = {hint};
    return {status, std::move(problem)};
}

Error in_doubt(const Error& lost, ExitStatus status) {
    return ended(lost, status, "whether the transaction has committed is in doubt",
                 "Either all of it was done or nothing: `pgslate plan` shows what is left to do.");
}

void find_out(const Context& context, const database::Server& server, const Open& open,
              const Error& lost) {
    context.note("The connection was lost during COMMIT; asking the server what has become of it.");
    std::optional<std::string> status;
    try {
        status = end_of(open, server, context.interruption);
    } catch (const Error& error) {
        throw in_doubt(lost, error.status()); // for instance because nobody wants to wait
    }
    if (status == "committed")
        return context.note("The transaction has committed, as the server says.");
    if (status == "aborted")
        throw ended(lost, ExitStatus::failed, "the server has rolled back, and nothing was changed",
                    "It can be run again.");
    throw in_doubt(lost, ExitStatus::failed);
}

// Nothing interrupts it: who asks for that would not know what has become of it.
void commit(const Context& context, const database::Server& server, Session& session) {
    const auto open = open_transaction(session);
    try {
        const Progress::Task task(context.progress, "Committing");
        const Interruption::Shield shield(session.interruption());
        execute(session, "COMMIT");
    } catch (const postgres::ConnectionLost& lost) {
        find_out(context, server, open, lost);
    }
}

} // namespace

void in_transaction(const Context& context, const database::Server& server, Session& session,
                    End end, const std::function<void()>& work) {
    begin(session);
    try {
        work();
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error&) {
        const Interruption::Shield shield(session.interruption());
        execute(session, "ROLLBACK");
        throw;
    }
    if (end == End::commit) return commit(context, server, session);
    execute(session, "ROLLBACK");
}

} // namespace pgslate::commands
