#include "live/asking.hpp"

#include "live/server_lines.hpp"
#include "postgres/row.hpp"
#include "postgres/session_settings.hpp"

#include <string>

namespace pgslate::live {

using postgres::Answer;
using postgres::Session;
using sql::Text;

Text reading_settings() {
    return sql::text("SET LOCAL search_path = '';\n{}", postgres::printing_settings());
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

// The server keeps the locks on what a view or a rule reads until they are rolled back.
void Asking::add_whole(const Question& question, const Text& whole) {
    const auto take = [this, rows = question.rows](Answer answer) {
        reader_.take(rows, std::move(answer));
    };
    if (!question.keeps_locks || parts_ == 1) return message.add(whole, take);
    message.texts.push_back(sql::text("SAVEPOINT part"));
    for (int part = 0; part < parts_; ++part) {
        message.add(sql::text("SELECT * FROM (\n{}\n) AS whole WHERE oid::bigint % {} = {}", whole,
                              parts_, part),
                    take);
        message.texts.push_back(sql::text("ROLLBACK TO SAVEPOINT part"));
    }
}

void ask(Session& session, std::span<const Question> questions, Reader& reader, int parts,
         const std::vector<Text>& before) {
    Asking asking(session, reader, parts);
    asking.message.texts = before;
    for (const auto& question : questions) asking.add(question);
    asking.send();
}

} // namespace pgslate::live
