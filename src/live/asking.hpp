// Questions about a database, as one message to a session, or two.
#pragma once

#include "live/questions.hpp"
#include "live/reader.hpp"
#include "postgres/answer.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::live {

/// What is being done when questions are asked.
inline constexpr std::string_view reading_the_database = "reading the database";

/// For a transaction: what decides how the server prints expressions, whatever models have set in
/// its session, and how it plans questions. Two databases are compared by their texts.
sql::Text reading_settings();

/// A message, and what takes its answers, in the order of those.
struct Message {
    std::vector<sql::Text> texts;
    std::vector<std::function<void(postgres::Answer)>> takers;

    void add(sql::Text question, std::function<void(postgres::Answer)> take) {
        texts.push_back(std::move(question));
        takers.push_back(std::move(take));
    }
};

/// Sends it, and hands each answer over. Throws Error.
void send(postgres::Session& session, const Message& message);

/// What asks on one session, and hands the answers to a reader. Both have to live as long. Most
/// databases have nothing of most kinds, and planning what would find nothing takes a new session
/// longer than all the rest: one question asks which questions have an answer, and a second message
/// asks those.
class Asking {
  public:
    /// With more than one of `parts`, what keeps locks is asked in so many parts.
    Asking(postgres::Session& session, Reader& reader, int parts)
        : session_(session), reader_(reader), parts_(parts) {}

    void add(const Question& question) { add_whole(question, text_of(question)); }
    /// Only for those rows of whose answer this is true.
    void add_where(const Question& question, const sql::Text& condition);
    /// Whether `expression` is true is asked once, behind all that is asked in any message, unless
    /// `unless` is true; then `take` hears of nothing.
    void add_last(sql::Text expression, sql::Text unless, std::function<void(bool)> take) {
        last_ = {std::move(expression), std::move(unless), std::move(take)};
    }

    Message message;

    /// Throws Error.
    void send();

  private:
    /// A question that may have no answer.
    struct Conditional {
        std::string condition;
        Question question;
        sql::Text whole;
    };

    sql::Text text_of(const Question& question) const;
    void add_whole(const Question& question, const sql::Text& whole);
    void put(Message& into, const Question& question, const sql::Text& whole);
    std::vector<bool> send_first();
    sql::Text conditions_and_last() const;
    void take_last(const postgres::Answer& answer, std::size_t column) const;

    postgres::Session& session_;
    Reader& reader_;
    int parts_;
    std::vector<Conditional> conditional_;
    struct Last {
        sql::Text expression;
        sql::Text unless;
        std::function<void(bool)> take; // if there is any
    };
    Last last_;
};

/// Sends `before` and the questions, and reads the answers. Throws Error.
void ask(postgres::Session& session, std::span<const Question> questions, Reader& reader, int parts,
         const std::vector<sql::Text>& before);

} // namespace pgslate::live
