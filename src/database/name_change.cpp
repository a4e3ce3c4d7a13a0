#include "database/name_change.hpp"

#include "base/format.hpp"
#include "database/sessions.hpp"
#include "database/uninterrupted.hpp"

#include <algorithm>
#include <exception>
#include <iterator>

namespace pgslate::database {
namespace {

using namespace std::chrono_literals;
using postgres::BatchResult;
using postgres::ServerError;
using postgres::Session;
using postgres::Statement;
using sql::Identifier;
using sql::Literal;
using sql::text;
using Clock = std::chrono::steady_clock;

// A session that was ended while it had much to undo may take longer than RENAME's 5 s.
constexpr int attempts = 3;

bool is_anybody_there(Session& session, const Oids& oids, const postgres::Together& also) {
    std::vector<Client> clients;
    postgres::Together together;
    await_end_of_own(together, session.server(), oids);
    ask_clients(together, oids, clients);
    together.add(also);
    together.ask(session, "looking for sessions");
    return !clients.empty();
}

// Of a network on which one took so long.
std::chrono::milliseconds patience_for_answers(Clock::duration took) {
    const auto twice = std::chrono::duration_cast<std::chrono::milliseconds>(2 * took);
    return std::min<std::chrono::milliseconds>(20ms + twice, 1s);
}

// How long the server works on it, and when it is no use to try again.
class Deadline {
  public:
    explicit Deadline(const Session& session)
        : limited_(session.lock_timeout() > 0ms),
          end_(Clock::now() + std::max<std::chrono::milliseconds>(session.lock_timeout(), 1s)) {}

    bool is_over() const { return limited_ && left() <= 1ms; }
    // Only while databases are renamed: then it holds all who want to come in.
    std::vector<Statement> limiting(std::vector<Statement> statements) const {
        if (!limited_) return statements;
        const auto limit = std::max<std::chrono::milliseconds>(left(), 1ms);
        const auto begin = std::next(statements.begin()); // behind BEGIN
        statements.insert(begin, {.sql = text("SET LOCAL statement_timeout = {}", limit.count())});
        statements.push_back({.sql = text("SET LOCAL statement_timeout = 0")});
        return statements;
    }

  private:
    std::chrono::milliseconds left() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(end_ - Clock::now());
    }
    bool limited_;
    Clock::time_point end_;
};

// It waits for nothing else that long than for those who use the databases.
void say_in_use(ServerError& error) {
    if (error.sqlstate != postgres::sqlstate::query_canceled) return;
    error.sqlstate = postgres::sqlstate::object_in_use;
    error.message = "others use it, and have not gone in time";
}

// RENAME looks again only every 100 ms whether all are gone (CountOtherDBBackends), so who can be
// ended beforehand is.
void end_beforehand(Session& session, const Oids& oids) {
    for (const auto end = Clock::now() + 200ms; Clock::now() < end;) {
        end_clients(session, oids);
        if (clients_of(session, oids).empty()) return;
        sleep_for(session.interruption(), 3ms);
    }
}

void roll_back(Session& session) {
    try {
        uninterrupted(session, [&] { session.execute(text("ROLLBACK"), "rolling back"); });
    } catch (const std::exception&) {
        // That session is gone, and its transaction with it.
    }
}

// Another session, opened when somebody is to be ended: beforehand if anybody is there, since those
// who wait for the name may use up all connections.
class Ender {
  public:
    Ender(const Connect& connect, const Oids& oids) : connect_(connect), oids_(oids) {}
    void open() {
        if (!session_) session_.emplace(connect_());
    }
    void end_all_there() {
        open();
        end_clients(*session_, oids_);
    }

  private:
    const Connect& connect_;
    const Oids& oids_;
    std::optional<Session> session_;
};

// What goes wrong on the other session is told once the server is through with the first.
// Nobody is looked for before `grace` is over: so long an answer may be on its way.
BatchResult run_while_ending(Session& session, Ender& ender,
                             const std::vector<Statement>& statements,
                             std::chrono::milliseconds grace) {
    session.start(statements);
    std::exception_ptr failure;
    for (auto wait = grace;; wait = 20ms) {
        if (auto result = session.advance(wait)) {
            if (failure && result->error) std::rethrow_exception(failure);
            return *std::move(result);
        }
        if (failure) continue;
        try {
            ender.end_all_there();
        } catch (const std::exception&) {
            failure = std::current_exception();
        }
    }
}

} // namespace

NameChange::NameChange() {
    add(text("BEGIN"));
    // As long as it waits for the lock, whoever wants to connect waits too.
    add(text("SET LOCAL lock_timeout = '5s'"));
}

void NameChange::add(const sql::Text& statement) {
    statements_.push_back({.sql = statement});
}

void NameChange::rename(const std::string& from, const std::string& to) {
    add(text("ALTER DATABASE {} RENAME TO {}", Identifier(from), Identifier(to)));
}

void NameChange::expect(const std::string& name, const std::string& oid) {
    const auto body =
        format("BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = {} AND oid "
               "= {}) THEN RAISE object_in_use USING MESSAGE = 'another database has taken its "
               "place meanwhile'; END IF; END",
               quoted(Literal(name)), quoted(Literal(oid)));
    add(text("DO {}", Literal(body)));
}

void NameChange::comment(const std::string& database, const std::string& words) {
    const auto value = words.empty() ? text("NULL") : text("{}", Literal(words));
    add(text("COMMENT ON DATABASE {} IS {}", Identifier(database), value));
}

void NameChange::alter(const std::string& database, const sql::Text& what) {
    add(text("ALTER DATABASE {} {}", Identifier(database), what));
}

std::optional<ServerError> NameChange::run(Session& maintenance, const Connect& connect,
                                           const Oids& oids, const Last& last) {
    const Statement commit{.sql = text("COMMIT")};
    const Deadline deadline(maintenance);
    Ender ender(connect, oids);
    const auto begin = Clock::now();
    bool anybody_there = is_anybody_there(maintenance, oids, questions_);
    const auto grace = anybody_there ? 20ms : patience_for_answers(Clock::now() - begin);
    if (anybody_there) ender.open();
    for (int attempt = 1;; ++attempt, anybody_there = true) {
        if (anybody_there) end_beforehand(maintenance, oids);
        BatchResult result;
        auto statements = deadline.limiting(statements_);
        if (!last) statements.push_back(commit);
        try {
            result = run_while_ending(maintenance, ender, statements, grace);
            if (last && !result.error) {
                last(maintenance);
                result = maintenance.run({&commit, 1});
            }
        } catch (const std::exception&) {
            roll_back(maintenance);
            throw;
        }
        if (!result.error) return std::nullopt;
        roll_back(maintenance);
        say_in_use(*result.error);
        const bool in_use = result.error->sqlstate == postgres::sqlstate::object_in_use;
        if (!in_use || attempt == attempts || deadline.is_over()) return result.error;
    }
}

} // namespace pgslate::database
