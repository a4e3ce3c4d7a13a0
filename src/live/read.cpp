#include "live/read.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "live/questions.hpp"
#include "live/reader.hpp"
#include "live/server_lines.hpp"
#include "postgres/session_settings.hpp"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>

namespace pgslate::live {
namespace {

using postgres::Answer;
using postgres::Session;
using sql::Text;

constexpr std::string_view begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

// What decides how the server prints expressions, whatever models have set in this session: two
// databases are compared by their texts.
Text settings() {
    return sql::text("SET LOCAL search_path = '';\n{}", postgres::printing_settings());
}

// Starting a session and making it know the catalogs takes as long as reading a few hundred tables
// with all that belongs to them.
constexpr std::string_view is_large =
    "SELECT 1 FROM (SELECT FROM pg_catalog.pg_class LIMIT 2500) c HAVING count(*) = 2500";

using Questions = std::vector<Question>;

template <typename Wanted>
Questions chosen(std::span<const Question> all, Wanted wanted) {
    Questions result;
    std::ranges::copy_if(all, std::back_inserter(result), wanted);
    return result;
}

// Sends `before`, the questions and `after` as one message, and reads the answers.
void ask(Session& session, const Questions& questions, Reader& reader,
         const std::vector<Text>& before, const std::vector<Text>& after) {
    auto message = before;
    for (const auto& question : questions)
        message.push_back(Text::verbatim(for_server(question.sql, session.server().version)));
    message.insert(message.end(), after.begin(), after.end());
    session.ask(message, "reading the database", [&](std::size_t number, Answer answer) {
        reader.take(questions.at(number).rows, std::move(answer));
    });
}

Text verbatim(std::string_view sql) {
    return Text::verbatim(std::string(sql));
}

// The first cell of the only answer; empty if there is no row.
std::string ask_one(Session& session, const std::vector<Text>& message) {
    std::string cell;
    session.ask(message, "reading the database", [&](std::size_t, const Answer& answer) {
        if (answer.rows() > 0) cell = answer.cell(0, 0).value_or("");
    });
    return cell;
}

// The half of the work that a second session does, in the snapshot of the first. Nothing if that
// can't be: there is no second session for this role, or it is one with another server.
std::optional<Reader> read_second_half(const Another& another, const std::string& snapshot,
                                       const Questions& questions) try {
    auto session = another();
    if (!session) return std::nullopt;
    Reader reader;
    ask(*session, questions, reader,
        {verbatim(begin), sql::text("SET TRANSACTION SNAPSHOT {}", sql::Literal(snapshot)),
         settings()},
        {sql::text("COMMIT")});
    return reader;
} catch (const Error& error) {
    if (error.status() == ExitStatus::failed) return std::nullopt;
    throw;
}

void read_by_two(Session& session, const Questions& questions, const Another& another,
                 Reader& reader) {
    const auto second = chosen(questions, &Question::second_half);
    const auto first = chosen(questions, std::not_fn(&Question::second_half));
    const auto snapshot =
        ask_one(session, {verbatim(begin), sql::text("SELECT pg_catalog.pg_export_snapshot()")});
    auto half =
        std::async(std::launch::async, [&] { return read_second_half(another, snapshot, second); });
    ask(session, first, reader, {settings()}, {});
    if (auto theirs = half.get())
        reader.absorb(*std::move(theirs));
    else
        ask(session, second, reader, {}, {});
    session.execute(sql::text("COMMIT"), "reading the database");
}

// The server leaves a failed transaction open; the session may be asked other things.
void leave_transaction(Session& session) {
    try {
        session.execute(sql::text("ROLLBACK"), "ending the transaction");
    } catch (const Error&) {
        // The first error tells more.
    }
}

Reading read_once(Session& session, Dependencies dependencies, const Another& another) {
    Questions questions(object_questions().begin(), object_questions().end());
    if (dependencies == Dependencies::all)
        questions.insert(questions.end(), dependency_questions().begin(),
                         dependency_questions().end());
    Reader reader;
    if (another && !ask_one(session, {verbatim(is_large)}).empty())
        read_by_two(session, questions, another, reader);
    else
        ask(session, questions, reader, {verbatim(begin), settings()}, {sql::text("COMMIT")});
    return reader.done();
}

} // namespace

Reading read(Session& session, Dependencies dependencies, const Another& another) {
    // The server's own functions look at what is there now, not at the snapshot: what somebody
    // drops meanwhile is gone for them. What is missed twice was not there before either. They lock
    // what they look at, and may meet somebody who locks the same the other way round.
    constexpr int attempts = 50;
    std::string missed;
    for (int attempt = 1;; ++attempt) try {
            return read_once(session, dependencies, another);
        } catch (const Error& error) {
            leave_transaction(session);
            const auto& problem = error.problems().front();
            const bool is_missed = problem.sqlstate == postgres::sqlstate::internal_error;
            const bool deadlock = problem.sqlstate == postgres::sqlstate::deadlock_detected;
            if (!is_missed && (!deadlock || attempt == attempts)) throw;
            if (is_missed && (attempt == attempts || problem.message == missed))
                throw with_hint(error, "Something in the database's catalogs names what is gone: "
                                       "pg_dump stumbles over the same.");
            missed = problem.message;
        }
}

} // namespace pgslate::live
