#include "postgres/batch.hpp"

#include "base/format.hpp"
#include "postgres/connection_lost.hpp"
#include "postgres/row.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <memory>
#include <poll.h>

namespace pgslate::postgres {

// Statements that travel in one message, and where each begins in it.
struct Message {
    std::string text;
    std::vector<std::size_t> begins;
};

namespace {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

// The server takes a message of up to 1 GB; a few of 8 MB are no slower and spare its memory.
constexpr std::size_t longest_message = std::size_t{8} * 1024 * 1024;

[[noreturn]] void connection_lost(PGconn* connection) {
    std::string reason = PQerrorMessage(connection);
    while (reason.ends_with('\n')) reason.pop_back();
    throw ConnectionLost(advised(format("the connection to the server is lost: {}", reason),
                                 {"What was not committed is rolled back by the server."}));
}

std::string field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string() : text;
}

// What is no number says nothing.
std::size_t number_in(std::string_view digits) {
    std::size_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

bool is_copy(ExecStatusType status) {
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

// Each statement on a line of its own, so that a comment at the end of one swallows nothing.
Message pack(std::span<const Statement> statements) {
    Message message;
    for (const auto& statement : statements) {
        message.begins.push_back(message.text.size());
        message.text += statement.sql.sql();
        message.text += "\n;\n";
    }
    return message;
}

// The server counts characters, from 1; the message is UTF-8.
std::size_t byte_offset(std::string_view text, std::size_t position) {
    std::size_t at = 0;
    for (std::size_t character = 1; character < position && at < text.size(); ++character) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
    return at;
}

// A syntax error fails the whole message before anything runs: then its position, not the number
// of results, tells which statement is to blame.
void blame(BatchResult& result, const Message& message, std::size_t first) {
    result.failed = result.done;
    if (result.error->position == 0) return;
    const auto at = byte_offset(message.text, result.error->position);
    const auto after = std::ranges::upper_bound(message.begins, at);
    const auto index = static_cast<std::size_t>(after - message.begins.begin()) - 1;
    const bool nothing_ran = result.done == first;
    if (!nothing_ran && first + index != result.done) return; // somewhere else, as in a function
    result.failed = first + index;
    result.offset = at - message.begins[index];
    result.offset_known = true;
}

void send_copy_data(PGconn* connection, std::string_view data, const Follower* follower) {
    constexpr std::size_t block = std::size_t{64} * 1024;
    for (std::size_t at = 0; at < data.size(); at += block) {
        const auto part = data.substr(at, block);
        if (PQputCopyData(connection, part.data(), static_cast<int>(part.size())) != 1)
            connection_lost(connection);
        if (follower != nullptr) follower->copied(at + part.size(), data.size());
    }
    if (PQputCopyEnd(connection, nullptr) != 1) connection_lost(connection);
}

// What one answer to a message means.
void take(PGconn* connection, const PGresult* answer, const Message& message,
          std::string_view copy_data, std::size_t first, BatchResult& result,
          const Follower* follower = nullptr) {
    switch (PQresultStatus(answer)) {
    case PGRES_COPY_IN: send_copy_data(connection, copy_data, follower); break;
    case PGRES_COPY_OUT: { // nobody reads it here
        char* row = nullptr;
        while (PQgetCopyData(connection, &row, 0) > 0) PQfreemem(row);
        break;
    }
    case PGRES_FATAL_ERROR:
        if (PQstatus(connection) != CONNECTION_OK) connection_lost(connection);
        result.error = error_of_result(answer);
        blame(result, message, first);
        break;
    case PGRES_COPY_BOTH: refuse_answer("a COPY of the replication protocol");
    default: ++result.done;
    }
}

// Sends one message and takes its answers.
void run_together(PGconn* connection, std::span<const Statement> together, std::size_t first,
                  BatchResult& result, const Follower* follower) {
    const auto message = pack(together);
    if (PQsendQuery(connection, message.text.c_str()) != 1) connection_lost(connection);
    // All results, however many there are, so that the connection is free again.
    while (const Result answer{PQgetResult(connection)})
        take(connection, answer.get(), message, together.front().copy_data, first, result,
             follower);
    // An empty statement has no result of its own; all of a stretch without error is done.
    if (!result.error) result.done = first + together.size();
}

// How many statements from the front travel together: COPY with data goes alone.
std::size_t stretch(std::span<const Statement> statements) {
    std::size_t count = 0;
    std::size_t bytes = 0;
    for (const auto& statement : statements) {
        bytes += statement.sql.sql().size();
        const bool alone = !statement.copy_data.empty();
        if (count > 0 && (alone || bytes > longest_message)) break;
        ++count;
        if (alone) break;
    }
    return count;
}

} // namespace

ServerError error_of_result(const PGresult* result) {
    const auto position = field(result, PG_DIAG_STATEMENT_POSITION);
    ServerError error{.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED),
                      .sqlstate = field(result, PG_DIAG_SQLSTATE),
                      .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
                      .detail = field(result, PG_DIAG_MESSAGE_DETAIL),
                      .hint = field(result, PG_DIAG_MESSAGE_HINT),
                      .context = field(result, PG_DIAG_CONTEXT),
                      .position = number_in(position)};
    if (error.message.empty()) error.message = PQresultErrorMessage(result);
    return error;
}

BatchResult run_batch(PGconn* connection, std::span<const Statement> statements,
                      const Follower* follower) {
    BatchResult result;
    Pace pace(follower);
    while (result.done < statements.size() && !result.error) {
        const auto first = result.done;
        const auto rest = statements.subspan(first, pace.most(statements.size() - first));
        const auto together = rest.first(stretch(rest));
        const auto begin = pace.begin(first, together.size());
        run_together(connection, together, first, result, follower);
        pace.end(begin, first, result.done - first);
    }
    return result;
}

std::optional<ServerError> ask_all(PGconn* connection, std::span<const sql::Text> questions,
                                   const std::function<void(std::size_t, Answer)>& take,
                                   const std::function<void()>& sent) {
    const auto message = sql::joined(questions, "\n;\n");
    if (PQsendQuery(connection, message.sql().c_str()) != 1) connection_lost(connection);
    if (sent) sent();
    std::optional<ServerError> error;
    std::exception_ptr thrown; // the other results still have to be fetched
    std::size_t number = 0;
    while (Result answer{PQgetResult(connection)}) {
        const auto status = PQresultStatus(answer.get());
        if (status == PGRES_TUPLES_OK && !thrown) try {
                take(number++, Answer(answer.release()));
            } catch (...) {
                thrown = std::current_exception();
            }
        else if (status == PGRES_FATAL_ERROR)
            error = error_of_result(answer.get());
        else if (is_copy(status)) // nothing else comes until it ends
            refuse_answer("a COPY where rows are asked for");
    }
    if (error && PQstatus(connection) == CONNECTION_BAD) connection_lost(connection);
    if (thrown) std::rethrow_exception(thrown);
    return error;
}

// What is prepared is parsed, and runs when it is executed: never (manual, "Extended Query").
BatchResult parse_only(PGconn* connection, const sql::Text& statement) {
    const Message message{.text = statement.sql(), .begins = {0}};
    BatchResult result;
    const Result answer{PQprepare(connection, "", message.text.c_str(), 0, nullptr)};
    take(connection, answer.get(), message, {}, 0, result);
    return result;
}

struct SentBatch::State {
    PGconn* connection;
    Message message;
    BatchResult result;
};

SentBatch::SentBatch(PGconn* connection, std::span<const Statement> statements)
    : state_(new State{connection, pack(statements), {}}) {
    if (PQsendQuery(connection, state_->message.text.c_str()) != 1) connection_lost(connection);
}
SentBatch::~SentBatch() = default;
SentBatch::SentBatch(SentBatch&&) noexcept = default;
SentBatch& SentBatch::operator=(SentBatch&&) noexcept = default;

bool SentBatch::advance(std::chrono::milliseconds time) {
    auto* connection = state_->connection;
    if (PQisBusy(connection) == 1) {
        pollfd answer{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
        ::poll(&answer, 1, static_cast<int>(time.count()));
    }
    if (PQconsumeInput(connection) != 1) connection_lost(connection);
    while (PQisBusy(connection) == 0) {
        const Result answer{PQgetResult(connection)};
        if (!answer) return true;
        take(connection, answer.get(), state_->message, {}, 0, state_->result);
    }
    return false;
}

const BatchResult& SentBatch::result() const {
    return state_->result;
}

} // namespace pgslate::postgres
