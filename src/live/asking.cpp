#include "live/asking.hpp"

#include "base/format.hpp"
#include "live/server_lines.hpp"
#include "postgres/row.hpp"
#include "postgres/session_settings.hpp"

#include <string>

namespace pgslate::live {

using postgres::Answer;
using postgres::Session;
using sql::Text;

// The joins stand in the questions in the order in which they are best done, whatever the server
// thinks of how many rows there are; thinking it over takes a new session longer than the answer.
Text reading_settings() {
    return sql::text("SET LOCAL search_path = '';\nSET LOCAL join_collapse_limit = 1;\n{}",
                     postgres::printing_settings());
}

void send(Session& session, const Message& message) {
    std::size_t answers = 0;
    Progress::Task task(session.progress(), "Reading the catalogs", message.takers.size(),
                        "questions");
    session.ask(message.texts, reading_the_database, [&](std::size_t number, Answer answer) {
        if (number >= message.takers.size()) postgres::refuse_answer("more answers than questions");
        message.takers[number](std::move(answer));
        task.set_done(++answers);
    });
    if (answers < message.takers.size()) postgres::refuse_answer("fewer answers than questions");
}

void Asking::add_where(const Question& question, const Text& condition) {
    add_whole(question,
              sql::text("SELECT * FROM (\n{}\n) AS whole WHERE {}", text_of(question), condition));
}

Text Asking::text_of(const Question& question) const {
    return Text::verbatim(for_server(question.sql, session_.server().version));
}

void Asking::add_whole(const Question& question, const Text& whole) {
    auto condition = condition_of(question.sql);
    if (condition.empty())
        put(message, question, whole);
    else
        conditional_.push_back({std::move(condition), question, whole});
}

// The server keeps the locks on what a view or a rule reads until they are rolled back.
void Asking::put(Message& into, const Question& question, const Text& whole) {
    const auto take = [this, rows = question.rows](Answer answer) {
        reader_.take(rows, std::move(answer));
    };
    if (!question.keeps_locks || parts_ == 1) return into.add(whole, take);
    into.texts.push_back(sql::text("SAVEPOINT part"));
    for (int part = 0; part < parts_; ++part) {
        into.add(sql::text("SELECT * FROM (\n{}\n) AS whole WHERE oid::bigint % {} = {}", whole,
                           parts_, part),
                 take);
        into.texts.push_back(sql::text("ROLLBACK TO SAVEPOINT part"));
    }
}

// One row: the answers to the conditions, and the last one if nothing is asked behind it.
Text Asking::conditions_and_last() const {
    std::vector<std::string> conditions;
    std::vector<std::string> names;
    for (const auto& asked : conditional_) {
        names.push_back(format("c{}", names.size()));
        conditions.push_back(format("{} AS {}", asked.condition, names.back()));
    }
    const auto row = Text::verbatim(format("{}", join(conditions, ",\n       ")));
    if (!last_.take) return sql::text("SELECT {}", row);
    if (names.empty())
        return sql::text("SELECT CASE WHEN NOT ({}) THEN ({}) END", last_.unless, last_.expression);
    // OFFSET 0: the conditions are asked once.
    return sql::text("SELECT c.*, CASE WHEN NOT ({}) AND NOT ({}) THEN ({}) END\n"
                     "FROM (SELECT {} OFFSET 0) c",
                     Text::verbatim(format("{}", join(names, " OR "))), last_.unless,
                     last_.expression, row);
}

void Asking::take_last(const Answer& answer, std::size_t column) const {
    if (answer.rows() != 1) postgres::refuse_answer("not one row");
    if (const auto value = answer.cell(0, column); last_.take && value) last_.take(value == "t");
}

// Which of the questions under a condition have an answer.
std::vector<bool> Asking::send_first() {
    std::vector<bool> which(conditional_.size());
    if (last_.take || !which.empty())
        message.add(conditions_and_last(), [&](const Answer& answer) {
            if (answer.rows() != 1) postgres::refuse_answer("not one row");
            for (std::size_t i = 0; i < which.size(); ++i) which[i] = answer.cell(0, i) == "t";
            if (last_.take) take_last(answer, which.size());
        });
    live::send(session_, message);
    return which;
}

void Asking::send() {
    const auto which = send_first();
    Message second;
    for (std::size_t i = 0; i < which.size(); ++i)
        if (which[i]) put(second, conditional_[i].question, conditional_[i].whole);
    if (second.texts.empty()) return;
    if (last_.take)
        second.add(
            sql::text("SELECT CASE WHEN NOT ({}) THEN ({}) END", last_.unless, last_.expression),
            [&](const Answer& answer) { take_last(answer, 0); });
    live::send(session_, second);
}

void ask(Session& session, std::span<const Question> questions, Reader& reader, int parts,
         const std::vector<Text>& before) {
    Asking asking(session, reader, parts);
    asking.message.texts = before;
    for (const auto& question : questions) asking.add(question);
    asking.send();
}

} // namespace pgslate::live
