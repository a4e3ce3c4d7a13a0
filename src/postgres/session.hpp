// One session with a server. It is used until it breaks, and is then finished: it never connects
// again by itself.
#pragma once

#include "postgres/answer.hpp"
#include "postgres/connection.hpp"
#include "postgres/connection_lost.hpp"
#include "postgres/follower.hpp"
#include "postgres/role_facts.hpp"
#include "postgres/row.hpp"
#include "postgres/statement.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace pgslate::postgres {

/// What is read once about the server and the role when a session opens.
struct ServerFacts {
    int version = 0;          ///< as PQserverVersion says it: 150020 for 15.20
    std::string version_text; ///< as the server says it: "15.20 (Debian 15.20-1)"
    std::string host;         ///< the host, address or socket folder that was connected to
    std::string port;
    std::string user;
    bool loopback = false; ///< reached by a socket, or on 127.0.0.0/8 or ::1
    int backend_pid = 0;   ///< as the server said at the start; a pooler says something else

    /// 15 for 15.20.
    int major() const { return version / 10000; }
};

/// It begins with an empty search_path: statements name the schema of what they mean. RESET
/// search_path leads to `public`, where models mean theirs to be; reset() leads back. What it is
/// told as it begins travels with the first questions that ask() sends, or before anything else.
///
/// A signal cancels what a session runs, where ConnectionParameters say so; then what asks or runs
/// something throws Error (130, 143). All of that throws ConnectionLost when the session breaks.
class Session {
  public:
    /// Connects; throws Error (69, or 77 where the database does not let this role in).
    explicit Session(const ConnectionParameters& parameters);
    /// Connects, or returns why not.
    static std::variant<Session, ConnectFailure> open(const ConnectionParameters& parameters);

    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    const ServerFacts& server() const;
    /// Throws Error.
    const RoleFacts& role();
    /// Tells it what it is told as it begins, if that has not been done yet. Throws Error.
    void begin();
    /// The SET statements that must run again after RESET ALL. Throws Error.
    const std::vector<std::string>& own_settings();
    /// Settings that models need otherwise and this role may not set: "name = value". Throws Error.
    const std::vector<std::string>& foreign_settings();
    /// The statements that undo what a model's have set, and leave `public`: all of it is as it was
    /// when the session began. Throws Error.
    std::vector<Statement> resetting();
    /// Runs them. Throws Error.
    void reset();
    /// The keywords that lead to this very server again, whatever hosts were to choose from.
    const Keywords& way_back() const;
    /// What cancels its statements; nullptr: nothing does.
    Interruption* interruption() const;
    /// Who is told how its statements get on; nullptr: nobody.
    Progress* progress() const;

    /// The rows that one statement returns; values as text, NULL as nothing. `$1`... in it stand
    /// for `values`. Throws Error that begins with `doing`.
    std::vector<Row> query(const sql::Text& statement, std::string_view doing,
                           const std::vector<std::string>& values = {});

    /// The only row of an answer; throws Error if there is another number of them.
    Row query_row(const sql::Text& statement, std::string_view doing,
                  const std::vector<std::string>& values = {});

    /// Asks several questions in one message, so that the server works on the next while `take` is
    /// given the answer to one and its number among the answers; what returns no rows has none.
    /// Throws Error that begins with `doing`; then nothing more of the message runs.
    void ask(std::span<const sql::Text> questions, std::string_view doing,
             const std::function<void(std::size_t, Answer)>& take);

    /// Runs statements in order with as few round trips as possible, and stops at the first that
    /// fails. Outside a transaction that `BEGIN` opened, the server runs each stretch between two
    /// COPYs as one transaction. An error of the server is a result, no exception.
    BatchResult run(std::span<const Statement> statements);

    /// The same in more messages, so that the follower hears how far it is: only for what is one
    /// transaction, or begins and ends its own.
    BatchResult run(std::span<const Statement> statements, const Follower& follower);

    /// Has the server read one statement, which does not run; a server that can't returns why not.
    /// Of a query it looks up the names, too.
    BatchResult parse(const sql::Text& statement);

    /// As run(), but cancels them when `limit` is over: then the error is that they were (57014).
    /// Zero: no limit.
    BatchResult run_within(std::span<const Statement> statements, std::chrono::milliseconds limit);
    /// How long its statements wait for locks; zero: as long as it takes.
    std::chrono::milliseconds lock_timeout() const;

    /// Sends statements in one message and returns at once; nothing else may be asked of this
    /// session until advance() has returned a result. COPY ... FROM STDIN gets no lines.
    void start(std::span<const Statement> statements);
    /// Takes the answers that come within `time`: nothing as long as some are still to come.
    std::optional<BatchResult> advance(std::chrono::milliseconds time);

    /// Runs one statement; throws Error that begins with `doing`.
    void execute(const sql::Text& statement, std::string_view doing);

    /// Goes on with this session in a process of its own (base/detached.hpp), where no signal of
    /// ours cancels anything and nobody is told of progress. Here it is of no use from then on, and
    /// its end says nothing to the server. Returns false where there is no such process; then
    /// nothing has changed.
    bool go_on_behind(std::chrono::seconds limit, const std::function<void(Session&)>& work);

    /// Who hears the server's warnings; nobody at first.
    void on_warning(std::function<void(const ServerError&)> listener);

  private:
    struct State;
    Session(RawConnection connection, const ConnectionParameters& parameters);

    std::unique_ptr<State> state_;
};

} // namespace pgslate::postgres
