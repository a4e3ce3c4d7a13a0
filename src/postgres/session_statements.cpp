// The part of session.hpp that asks and runs.
#include "base/format.hpp"
#include "postgres/session_state.hpp"

#include <utility>

namespace pgslate::postgres {
namespace {

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

} // namespace

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

void Session::execute(const sql::Text& statement, std::string_view doing) {
    const Statement only{.sql = statement};
    const auto result = run({&only, 1});
    if (result.error)
        throw Error(exit_status(result.error->sqlstate), problem(*result.error, doing));
}

} // namespace pgslate::postgres
