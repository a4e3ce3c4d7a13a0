#include "live/snapshot.hpp"

#include "live/hold.hpp"
#include "live/moment.hpp"
#include "live/questions.hpp"
#include "live/reader.hpp"
#include "live/server_lines.hpp"
#include "postgres/row.hpp"
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

constexpr std::string_view doing = "reading the database";

constexpr std::string_view begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

// What decides how the server prints expressions, whatever models have set in this session: two
// databases are compared by their texts.
Text settings() {
    return sql::text("SET LOCAL search_path = '';\n{}", postgres::printing_settings());
}

// Who holds what is read waits for nobody: less than the 1 s after which the server looks for a
// deadlock and ends somebody's transaction, perhaps not ours (deadlock_timeout).
constexpr std::string_view wait_briefly = "SET LOCAL lock_timeout = '0.5s'";

// Starting a session and making it know the catalogs takes as long as reading a few hundred tables
// with all that belongs to them. A standby exports no snapshots.
constexpr std::string_view is_large =
    "SELECT 1 FROM (SELECT FROM pg_catalog.pg_class LIMIT 2500) c "
    "WHERE NOT pg_catalog.pg_is_in_recovery() HAVING count(*) = 2500";

using Questions = std::vector<Question>;

template <typename Wanted>
Questions chosen(const Questions& all, Wanted wanted) {
    Questions result;
    std::ranges::copy_if(all, std::back_inserter(result), wanted);
    return result;
}

Text verbatim(std::string_view sql) {
    return Text::verbatim(std::string(sql));
}

// A message, and what its answers are, in the order of those.
struct Message {
    std::vector<Text> texts;
    std::vector<Rows> rows;
};

// The server keeps the locks on what a view or a rule reads until they are rolled back.
void add(Message& message, const Question& question, int version, int parts) {
    const auto whole = Text::verbatim(for_server(question.sql, version));
    if (!question.keeps_locks || parts == 1) {
        message.texts.push_back(whole);
        message.rows.push_back(question.rows);
        return;
    }
    message.texts.push_back(sql::text("SAVEPOINT part"));
    for (int part = 0; part < parts; ++part) {
        message.texts.push_back(sql::text(
            "SELECT * FROM (\n{}\n) AS whole WHERE oid::bigint % {} = {}", whole, parts, part));
        message.texts.push_back(sql::text("ROLLBACK TO SAVEPOINT part"));
        message.rows.push_back(question.rows);
    }
}

// Sends `before` and the questions as one message, and reads the answers.
void ask(Session& session, const Questions& questions, Reader& reader, int parts,
         const std::vector<Text>& before) {
    Message message{.texts = before, .rows = {}};
    for (const auto& question : questions) add(message, question, session.server().version, parts);
    std::size_t answers = 0;
    session.ask(message.texts, doing, [&](std::size_t number, Answer answer) {
        if (number >= message.rows.size()) postgres::refuse_answer("more answers than questions");
        reader.take(message.rows[number], std::move(answer));
        ++answers;
    });
    if (answers < message.rows.size()) postgres::refuse_answer("fewer answers than questions");
}

// The first cell of the only answer; empty if there is no row.
std::string ask_one(Session& session, const std::vector<Text>& message) {
    std::string cell;
    session.ask(message, doing, [&](std::size_t, const Answer& answer) {
        if (answer.rows() > 0) cell = answer.cell(0, 0).value_or("");
    });
    return cell;
}

// The half of the work that a second session does, in the snapshot of the first. Nothing if that
// can't be: there is no second session for this role, or it is one with another server. It does not
// wait for somebody who waits for the first one, as the server would never notice.
std::optional<Reader> read_second_half(const Another& another, const std::string& snapshot,
                                       const Questions& questions) try {
    auto session = another();
    if (!session) return std::nullopt;
    Reader reader;
    ask(*session, questions, reader, 1,
        {verbatim(begin), sql::text("SET TRANSACTION SNAPSHOT {}", sql::Literal(snapshot)),
         verbatim(wait_briefly), settings()});
    session->execute(sql::text("COMMIT"), doing);
    return reader;
} catch (const Error& error) {
    const auto status = error.status();
    if (status == ExitStatus::failed || status == ExitStatus::busy) return std::nullopt;
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
    ask(session, first, reader, 1, {settings()});
    if (auto theirs = half.get())
        reader.absorb(*std::move(theirs));
    else
        ask(session, second, reader, 1, {});
}

Questions questions_for(Dependencies dependencies) {
    Questions questions(object_questions().begin(), object_questions().end());
    if (dependencies == Dependencies::all)
        questions.insert(questions.end(), dependency_questions().begin(),
                         dependency_questions().end());
    return questions;
}

// A second session would wait for those who wait for the locks. Returns what is held still.
std::string hold_and_read(Session& session, const Questions& questions, int parts, Reader& reader) {
    const auto relations = holdable(session);
    session.ask(std::vector{verbatim(begin), verbatim(wait_briefly)}, doing,
                [](std::size_t, const Answer&) {});
    auto held = hold(session, relations);
    ask(session, questions, reader, parts, {settings()});
    return held;
}

// Ends the transaction, and returns what the server's functions saw otherwise than the snapshot.
// Whoever has waited for what was held changes it at once.
std::vector<std::string> changed_since(Session& session, const std::string& held) {
    const bool busy = ask_one(session, {busy_question()}) == "t";
    const auto before = busy ? moment_of(session, held) : Moment();
    session.execute(sql::text("COMMIT"), doing);
    if (!busy) return {};
    return changed(before, moment_of(session, held, before.horizon));
}

} // namespace

Snapshot read_snapshot(Session& session, Dependencies dependencies, const Another& another,
                       const Manner& manner) {
    const auto questions = questions_for(dependencies);
    Reader reader;
    const bool alone = !another || manner.parts > 1;
    std::string held = "{}";
    if (manner.hold)
        held = hold_and_read(session, questions, manner.parts, reader);
    else if (!alone && !ask_one(session, {verbatim(is_large)}).empty())
        read_by_two(session, questions, another, reader);
    else
        ask(session, questions, reader, manner.parts, {verbatim(begin), settings()});
    Snapshot snapshot{.reading = {}, .changed = changed_since(session, held)};
    snapshot.reading = reader.done();
    return snapshot;
}

} // namespace pgslate::live
