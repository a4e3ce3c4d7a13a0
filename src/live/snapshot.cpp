#include "live/snapshot.hpp"

#include "embedded/standstill.hpp"
#include "live/asking.hpp"
#include "live/catalog_fingerprint.hpp"
#include "live/hold.hpp"
#include "live/moment.hpp"
#include "live/questions.hpp"

#include <algorithm>
#include <future>
#include <iterator>

namespace pgslate::live {
namespace {

using postgres::Answer;
using postgres::Session;
using sql::Text;

constexpr auto doing = reading_the_database;

constexpr std::string_view begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

// Who holds what is read waits for nobody: less than the 1 s after which the server looks for a
// deadlock and ends somebody's transaction, perhaps not ours (deadlock_timeout).
constexpr std::string_view wait_briefly = "SET LOCAL lock_timeout = '0.5s'";

// Starting a session and making it know the catalogs takes as long as reading a few hundred tables
// with all that belongs to them. A standby exports no snapshots. One row: is it worth it?
constexpr std::string_view is_large =
    "SELECT pg_catalog.count(*) = 2500 AND NOT pg_catalog.pg_is_in_recovery() "
    "FROM (SELECT FROM pg_catalog.pg_class LIMIT 2500) c";

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

std::string cell_of(const Answer& answer) {
    return std::string(answer.rows() == 1 ? answer.cell(0, 0).value_or("") : "");
}

bool is_busy(Session& session) {
    bool busy = false;
    Message message;
    message.add(busy_question(), [&](const Answer& answer) { busy = cell_of(answer) == "t"; });
    send(session, message);
    return busy;
}

// The half of the work that a second session does, in the snapshot of the first. Nothing if that
// can't be: there is no second session for this role, or it is one with another server, or a pooler
// keeps it waiting for the first one to end. It does not wait for somebody who waits for the first
// one, as the server would never notice.
std::optional<Reader> read_second_half(const Another& another, const std::string& snapshot,
                                       const Questions& questions) try {
    auto session = another();
    if (!session) return std::nullopt;
    Reader reader;
    ask(*session, questions, reader, 1,
        {verbatim(begin), sql::text("SET TRANSACTION SNAPSHOT {}", sql::Literal(snapshot)),
         verbatim(wait_briefly), reading_settings()});
    session->execute(sql::text("COMMIT"), doing);
    return reader;
} catch (const Error& error) {
    const auto status = error.status();
    if (status == ExitStatus::failed || status == ExitStatus::busy
        || status == ExitStatus::unavailable)
        return std::nullopt;
    throw;
}

// One message, which tells first whether the database is large: then a second session takes half of
// the work from this one's snapshot. Returns whether anybody may have changed anything meanwhile.
bool read_by_one_or_two(Session& session, const Questions& questions, const Another& another,
                        Reader& reader) {
    const auto second = chosen(questions, &Question::second_half);
    std::future<std::optional<Reader>> half;
    bool busy = false;
    Asking asking(session, reader, 1);
    asking.message.texts = {verbatim(begin), reading_settings()};
    asking.message.add(sql::text("SELECT CASE WHEN ({}) THEN pg_catalog.pg_export_snapshot() END",
                                 verbatim(is_large)),
                       [&](const Answer& answer) {
                           if (const auto snapshot = cell_of(answer); !snapshot.empty())
                               half = std::async(std::launch::async, [&another, snapshot, &second] {
                                   return read_second_half(another, snapshot, second);
                               });
                       });
    const auto unless_large = sql::text("NOT ({})", verbatim(is_large));
    for (const auto& question : questions)
        question.second_half ? asking.add_where(question, unless_large) : asking.add(question);
    asking.add_last(busy_question(), verbatim(is_large), [&](bool is) { busy = is; });
    asking.send();
    if (!half.valid()) return busy;
    if (auto theirs = half.get())
        reader.absorb(*std::move(theirs));
    else
        ask(session, second, reader, 1, {});
    return is_busy(session);
}

// Before 15 no server tells that it stands still (standstill.sql).
bool needs_fingerprint(Signs signs, int server_version) {
    constexpr int first_to_tell = 150000;
    return signs == Signs::standstill_and_fingerprint
           || (signs == Signs::standstill && server_version < first_to_tell);
}

Questions questions_for(Besides besides, int server_version) {
    Questions questions(object_questions().begin(), object_questions().end());
    if (besides.dependencies == Dependencies::all)
        questions.insert(questions.end(), dependency_questions().begin(),
                         dependency_questions().end());
    if (besides.signs != Signs::none) questions.push_back({embedded::standstill, Rows::standstill});
    if (needs_fingerprint(besides.signs, server_version))
        for (const auto& question : catalog_fingerprint_questions())
            questions.push_back({question, Rows::fingerprint});
    return questions;
}

// A second session would wait for those who wait for the locks. Returns what is held still.
std::string hold_and_read(Session& session, const Questions& questions, int parts, Reader& reader) {
    const auto relations = holdable(session);
    session.ask(std::vector{verbatim(begin), verbatim(wait_briefly)}, doing,
                [](std::size_t, const Answer&) {});
    auto held = hold(session, relations);
    ask(session, questions, reader, parts, {reading_settings()});
    return held;
}

// Ends the transaction, and returns what the server's functions saw otherwise than the snapshot.
std::vector<std::string> changed_since(Session& session, const std::string& held, bool busy,
                                       bool last) {
    if (busy) {
        const auto moments = end_and_look(session, held);
        return changed(moments.before, moments.after);
    }
    if (!last) session.execute(sql::text("COMMIT"), doing);
    return {};
}

} // namespace

Reading read_in_transaction(Session& session, Dependencies dependencies) {
    Reader reader;
    ask(session, questions_for(dependencies, session.server().version), reader, 1,
        {verbatim("SAVEPOINT reading"), reading_settings()});
    session.execute(sql::text("ROLLBACK TO SAVEPOINT reading"), doing);
    return reader.done();
}

Snapshot read_snapshot(Session& session, Besides besides, const Another& another,
                       const Manner& manner) {
    const auto questions = questions_for(besides, session.server().version);
    Reader reader;
    std::string held = "{}";
    bool busy = false;
    if (another && manner.parts == 1 && !manner.hold) {
        busy = read_by_one_or_two(session, questions, another, reader);
    } else {
        if (manner.hold)
            held = hold_and_read(session, questions, manner.parts, reader);
        else
            ask(session, questions, reader, manner.parts, {verbatim(begin), reading_settings()});
        busy = is_busy(session);
    }
    Snapshot snapshot{.reading = {}, .changed = changed_since(session, held, busy, manner.last)};
    snapshot.reading = reader.done();
    return snapshot;
}

} // namespace pgslate::live
