// Many statements in one message of the simple query protocol (manual, "Simple Query"). libpqxx has
// no way to count the results of such a message, so this speaks libpq.
#pragma once

#include "postgres/answer.hpp"
#include "postgres/follower.hpp"
#include "postgres/statement.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>

struct pg_conn;   // libpq's PGconn
struct pg_result; // libpq's PGresult

namespace pgslate::postgres {

/// See Session::run. Without a follower as few messages are sent as can be.
BatchResult run_batch(pg_conn* connection, std::span<const Statement> statements,
                      const Follower* follower = nullptr);

/// See Session::ask; returns the error that ended it. `sent` is called once they are on their way.
std::optional<ServerError> ask_all(pg_conn* connection, std::span<const sql::Text> questions,
                                   const std::function<void(std::size_t, Answer)>& take,
                                   const std::function<void()>& sent = {});

/// See Session::parse.
BatchResult parse_only(pg_conn* connection, const sql::Text& statement);

/// One message whose answers are taken as they come.
class SentBatch {
  public:
    SentBatch(pg_conn* connection, std::span<const Statement> statements);
    ~SentBatch();
    SentBatch(SentBatch&&) noexcept;
    SentBatch& operator=(SentBatch&&) noexcept;

    /// Takes the answers that come within `time`; true once it has them all. Throws Error when the
    /// connection breaks.
    bool advance(std::chrono::milliseconds time);
    const BatchResult& result() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The fields of a failed result or a notice.
ServerError error_of_result(const pg_result* result);

} // namespace pgslate::postgres
