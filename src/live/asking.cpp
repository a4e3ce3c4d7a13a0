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
    session.ask(message.texts, reading_the_database, [&](std::size_t number, Answer answer) {
        if (number >= message.takers.size()) postgres::refuse_answer("more answers than questions");
        message.takers[number](std::move(answer));
        ++answers;
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

void Asking::put_conditions(std::vector<bool>& which) {
    std::vector<std::string> conditions;
    for (const auto& asked : conditional_) conditions.push_back(asked.condition);
    message.add(Text::verbatim(format("SELECT {}", join(conditions, ",\n       "))),
                [&which](const Answer& answer) {
                    if (answer.rows() != 1) postgres::refuse_answer("not one row");
                    for (std::size_t i = 0; i < which.size(); ++i)
                        which[i] = answer.cell(0, i) == "t";
                });
}

void Asking::send_with_last(Message&& all) {
    all.texts.insert(all.texts.end(), last_.texts.begin(), last_.texts.end());
    all.takers.insert(all.takers.end(), last_.takers.begin(), last_.takers.end());
    live::send(session_, all);
}

void Asking::send() {
    std::vector<bool> which(conditional_.size());
    if (!conditional_.empty()) put_conditions(which);
    send_with_last(std::move(message));
    Message second;
    for (std::size_t i = 0; i < which.size(); ++i)
        if (which[i]) put(second, conditional_[i].question, conditional_[i].whole);
    if (!second.texts.empty()) send_with_last(std::move(second));
}

void ask(Session& session, std::span<const Question> questions, Reader& reader, int parts,
         const std::vector<Text>& before) {
    Asking asking(session, reader, parts);
    asking.message.texts = before;
    for (const auto& question : questions) asking.add(question);
    asking.send();
}

} // namespace pgslate::live
