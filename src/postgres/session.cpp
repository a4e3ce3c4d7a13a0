#include "postgres/session.hpp"

#include "base/descriptor.hpp"
#include "base/detached.hpp"
#include "base/format.hpp"
#include "postgres/adopt.hpp"
#include "postgres/batch.hpp"
#include "postgres/first_answer.hpp"
#include "postgres/reached.hpp"
#include "postgres/session_settings.hpp"

#include <libpq-fe.h>

#include <array>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace pgslate::postgres {
namespace {

ServerFacts facts_of(PGconn* connection) {
    const auto reached = reached_by(connection);
    return {.version = PQserverVersion(connection),
            .version_text = PQparameterStatus(connection, "server_version"),
            .host = reached.shown(),
            .port = PQport(connection),
            .user = PQuser(connection),
            .loopback = reached.is_loopback(),
            .backend_pid = PQbackendPID(connection)};
}

std::string without_trailing_newlines(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

// libpqxx keeps of a server's error its SQLSTATE and its text, which begins with "ERROR:  ".
ServerError error_of(const pqxx::sql_error& failure) {
    auto text = without_trailing_newlines(failure.what());
    constexpr std::string_view mark = ":  ";
    constexpr std::size_t longest_severity = 20;
    const auto at = text.find(mark);
    if (at < longest_severity) text.erase(0, at + mark.size());
    return {.sqlstate = failure.sqlstate(), .message = std::move(text)};
}

Row row_of(const pqxx::row& from) {
    std::vector<Cell> cells;
    cells.reserve(static_cast<std::size_t>(from.size()));
    for (const auto& field : from) {
        if (field.is_null())
            cells.emplace_back();
        else
            cells.emplace_back(std::string(field.c_str(), field.size()));
    }
    return Row(std::move(cells));
}

ConnectionLost lost(std::string_view words) {
    return ConnectionLost({.message = format("the connection to the server is lost: {}", words)});
}

} // namespace

struct Session::State {
    State(RawConnection connection, const ConnectionParameters& opened_with)
        : raw(connection.get()), interruption(opened_with.interruption), parameters(opened_with),
          cancel(PQgetCancel(raw), PQfreeCancel), way(way_to(raw)), facts(facts_of(raw)),
          adopted(adopt(std::move(connection))) {
        // After libpqxx has set its own: whoever listens gets the fields, not the text.
        PQsetNoticeReceiver(raw, &State::hear, this);
    }

    static void hear(void* self, const PGresult* notice) {
        const auto& listener = static_cast<State*>(self)->listener;
        if (listener) listener(error_of_result(notice));
    }

    std::function<void()> canceller() const {
        return [handle = cancel] {
            std::array<char, 256> ignored{};
            PQcancel(handle.get(), ignored.data(), static_cast<int>(ignored.size()));
        };
    }

    // Tells at its end that something has been answered.
    struct Answering {
        ~Answering() {
            if (progress != nullptr) progress->answered();
        }
        Progress* progress;
    };

    struct Working {
        Interruption::Work work;
        Answering answering;
    };

    // What cancels the statement that begins now; a signal that came before ends it here.
    Working work() const {
        pgslate::check(interruption);
        return {{interruption, canceller()}, {parameters.progress}};
    }

    // "Cancelled", and a signal has come: that is why.
    void check_cancelled(const ServerError& error) const {
        if (error.sqlstate == sqlstate::query_canceled) pgslate::check(interruption);
    }

    // libpqxx finds out about it in places of its own, and says what it was about to do there.
    void check_lost(ServerError error, std::string_view doing) const {
        if (PQstatus(raw) != CONNECTION_BAD) return;
        if (error.sqlstate.empty()) error.message = without_trailing_newlines(PQerrorMessage(raw));
        error.message = format("the connection to the server is lost: {}", error.message);
        throw ConnectionLost(problem(error, doing));
    }

    void take_beginning(const Answer& answer) {
        begun = read_beginning(raw, answer);
        if (parameters.identified) parameters.identified(begun->started);
    }

    // Who asks for more may have to wait for locks before the server says anything.
    std::chrono::milliseconds patience(bool more) const {
        const auto lock = parameters.lock_timeout;
        if (!more) return parameters.timeout;
        constexpr std::chrono::hours for_ever{24 * 365};
        return lock.count() == 0 ? for_ever : parameters.timeout + lock;
    }

    // Sends the questions behind what is still to be told at the beginning.
    std::optional<ServerError> ask(std::span<const sql::Text> questions,
                                   const std::function<void(std::size_t, Answer)>& take) {
        if (begun) return ask_all(raw, questions, take);
        auto message = beginning(raw);
        message.insert(message.end(), questions.begin(), questions.end());
        auto error = ask_all(
            raw, message,
            [&](std::size_t number, Answer answer) {
                if (number == 0) return take_beginning(answer);
                take(number - 1, std::move(answer));
            },
            [&] { wait_for_first_answer(raw, parameters, patience(!questions.empty())); });
        if (!error && !begun) refuse_answer("none to what a session is asked as it begins");
        return error;
    }

    void begin() {
        if (begun) return;
        const auto error = ask({}, {});
        if (!error) return;
        check_cancelled(*error);
        throw Error(exit_status(error->sqlstate), problem(*error, "beginning a session"));
    }

    PGconn* raw; // owned by `adopted`
    Interruption* interruption;
    ConnectionParameters parameters;
    std::shared_ptr<PGcancel> cancel;
    Keywords way;
    std::optional<Beginning> begun; // nothing: it has not been told how to begin
    ServerFacts facts;
    std::shared_ptr<AdoptedConnection> adopted;
    std::function<void(const ServerError&)> listener;
    std::optional<SentBatch> sent;
    std::optional<Interruption::Work> sent_work;
};

// Somebody may end the session before libpqxx has looked at it.
Session::Session(RawConnection connection, const ConnectionParameters& parameters) try
    : state_(std::make_unique<State>(std::move(connection), parameters)) {
} catch (const pqxx::failure& failure) {
    throw lost(without_trailing_newlines(failure.what()));
}

Session::Session(const ConnectionParameters& parameters) {
    auto opened = open(parameters);
    if (const auto* failure = std::get_if<ConnectFailure>(&opened))
        throw connect_error(*failure, parameters);
    *this = std::get<Session>(std::move(opened));
}

std::variant<Session, ConnectFailure> Session::open(const ConnectionParameters& parameters) {
    auto opened = open_raw(parameters);
    if (auto* failure = std::get_if<ConnectFailure>(&opened)) return std::move(*failure);
    return Session(std::get<RawConnection>(std::move(opened)), parameters);
}

Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

const ServerFacts& Session::server() const {
    return state_->facts;
}

const RoleFacts& Session::role() {
    begin();
    return state_->begun->role;
}

void Session::begin() {
    const auto work = state_->work();
    state_->begin();
}

const std::vector<std::string>& Session::own_settings() {
    begin();
    return state_->begun->statements;
}

const std::vector<std::string>& Session::foreign_settings() {
    begin();
    return state_->begun->foreign;
}

std::vector<Statement> Session::resetting() {
    std::vector<Statement> statements;
    const auto add = [&](std::string sql) {
        statements.push_back({.sql = sql::Text::verbatim(std::move(sql))});
    };
    add("RESET SESSION AUTHORIZATION"); // and the role, which is not among "all"
    add("RESET ALL");
    for (const auto& setting : own_settings()) add(setting);
    add(std::string(alone));
    return statements;
}

void Session::reset() {
    const auto result = run(resetting());
    if (!result.error) return;
    throw Error(exit_status(result.error->sqlstate),
                problem(*result.error, "taking back what models have set"));
}

const Keywords& Session::way_back() const {
    return state_->way;
}

Interruption* Session::interruption() const {
    return state_->interruption;
}

Progress* Session::progress() const {
    return state_->parameters.progress;
}

void Session::on_warning(std::function<void(const ServerError&)> listener) {
    state_->listener = std::move(listener);
}

std::vector<Row> Session::query(const sql::Text& statement, std::string_view doing,
                                const std::vector<std::string>& values) {
    const auto work = state_->work();
    state_->begin();
    try {
        pqxx::nontransaction transaction(*state_->adopted);
        const auto result = postgres::execute(transaction, statement.sql(), values);
        // libpqxx takes the beginning of a COPY for an answer; all that follows would wait for its
        // end.
        if (PQtransactionStatus(state_->raw) == PQTRANS_ACTIVE)
            refuse_answer("a COPY where rows are asked for");
        std::vector<Row> rows;
        rows.reserve(static_cast<std::size_t>(result.size()));
        for (const auto& row : result) rows.push_back(row_of(row));
        return rows;
    } catch (const pqxx::sql_error& failure) {
        state_->check_cancelled(error_of(failure));
        state_->check_lost(error_of(failure), doing);
        throw Error(exit_status(failure.sqlstate()), problem(error_of(failure), doing));
    } catch (const pqxx::internal_error&) {
        refuse_answer("not of a kind that a statement has");
    } catch (const pqxx::failure& failure) {
        state_->check_lost({.message = without_trailing_newlines(failure.what())}, doing);
        throw Error(ExitStatus::failed,
                    format("{}: {}", doing, without_trailing_newlines(failure.what())));
    }
}

Row Session::query_row(const sql::Text& statement, std::string_view doing,
                       const std::vector<std::string>& values) {
    auto rows = query(statement, doing, values);
    if (rows.size() != 1) refuse_answer(format("{} rows where there is one", rows.size()));
    return std::move(rows.front());
}

void Session::ask(std::span<const sql::Text> questions, std::string_view doing,
                  const std::function<void(std::size_t, Answer)>& take) {
    const auto work = state_->work();
    const auto error = state_->ask(questions, take);
    if (!error) return;
    state_->check_cancelled(*error);
    throw Error(exit_status(error->sqlstate), problem(*error, doing));
}

BatchResult Session::run(std::span<const Statement> statements) {
    const auto work = state_->work();
    state_->begin();
    auto result = run_batch(state_->raw, statements);
    if (result.error) state_->check_cancelled(*result.error);
    return result;
}

BatchResult Session::run(std::span<const Statement> statements, const Follower& follower) {
    const auto work = state_->work();
    state_->begin();
    auto result = run_batch(state_->raw, statements, &follower);
    if (result.error) state_->check_cancelled(*result.error);
    return result;
}

BatchResult Session::parse(const sql::Text& statement) {
    const auto work = state_->work();
    state_->begin();
    auto result = parse_only(state_->raw, statement);
    if (result.error) state_->check_cancelled(*result.error);
    return result;
}

BatchResult Session::run_within(std::span<const Statement> statements,
                                std::chrono::milliseconds limit) {
    using namespace std::chrono_literals;
    const auto end = std::chrono::steady_clock::now() + limit;
    bool cancelled = limit == 0ms;
    start(statements);
    while (true) {
        if (auto result = advance(50ms)) return *std::move(result);
        if (cancelled || std::chrono::steady_clock::now() < end) continue;
        state_->canceller()();
        cancelled = true;
    }
}

std::chrono::milliseconds Session::lock_timeout() const {
    return state_->parameters.lock_timeout;
}

void Session::start(std::span<const Statement> statements) {
    begin();
    pgslate::check(state_->interruption);
    state_->sent.emplace(state_->raw, statements);
    state_->sent_work.emplace(state_->interruption, state_->canceller());
}

std::optional<BatchResult> Session::advance(std::chrono::milliseconds time) {
    if (!state_->sent->advance(time)) return std::nullopt;
    auto result = state_->sent->result();
    state_->sent_work.reset();
    state_->sent.reset();
    if (result.error) state_->check_cancelled(*result.error);
    return result;
}

// What is taken from it here is a copy: the socket itself stays open in the other process.
bool Session::go_on_behind(std::chrono::seconds limit, const std::function<void(Session&)>& work) {
    const int socket = PQsocket(state_->raw);
    const bool begun = detach(socket, limit, [&] {
        state_->interruption = nullptr;
        state_->parameters.interruption = nullptr;
        state_->parameters.progress = nullptr;
        work(*this);
        state_.reset(); // says good-bye
    });
    if (!begun) return false;
    const Descriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null || ::dup3(null.get(), socket, O_CLOEXEC) < 0) static_cast<void>(state_.release());
    return true;
}

void Session::execute(const sql::Text& statement, std::string_view doing) {
    const Statement only{.sql = statement};
    const auto result = run({&only, 1});
    if (result.error)
        throw Error(exit_status(result.error->sqlstate), problem(*result.error, doing));
}

} // namespace pgslate::postgres
