#include "live/read.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "live/address.hpp"
#include "live/questions.hpp"
#include "live/server_lines.hpp"
#include "live/text_array.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <future>
#include <iterator>

namespace pgslate::live {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using postgres::Answer;
using postgres::Session;
using sql::Text;

// What decides how the server prints expressions. Whatever the role or the database says: two
// databases are compared by their texts. Compiling a question takes longer than answering it (JIT).
constexpr std::string_view begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
constexpr std::string_view settings = R"(
SET LOCAL search_path = '';
SET LOCAL jit = off;
SET LOCAL datestyle = 'ISO';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL timezone = 'UTC';
SET LOCAL extra_float_digits = 3;
SET LOCAL bytea_output = 'hex';
SET LOCAL lc_monetary = 'C';
SET LOCAL xmloption = 'content';
SET LOCAL quote_all_identifiers = off)";

template <typename Number>
Number number(std::optional<std::string_view> cell) {
    Number result{};
    const auto digits = cell.value_or("");
    std::from_chars(digits.data(), digits.data() + digits.size(), result);
    return result;
}

Kind kind_at(const Answer& answer, std::size_t row) {
    const auto words = answer.cell(row, 0).value_or("");
    const auto kind = catalog::kind_called(words);
    if (!kind) throw Error(ExitStatus::failed, format("a question names the kind \"{}\"", words));
    return *kind;
}

Address address_at(const Answer& answer, std::size_t row, std::size_t column) {
    return {.class_oid = number<unsigned>(answer.cell(row, column)),
            .oid = number<unsigned>(answer.cell(row, column + 1)),
            .sub = number<int>(answer.cell(row, column + 2))};
}

void read_attributes(const Answer& answer, std::size_t row, std::size_t first, Fact& fact) {
    for (auto column = first; column < answer.columns(); ++column) {
        const auto cell = answer.cell(row, column);
        if (!cell) continue;
        const std::string name(answer.name(column));
        if (answer.is_list(column))
            fact.attributes.emplace(name, array_elements(*cell));
        else
            fact.attributes.emplace(name, std::string(*cell));
    }
}

// A parent has the names of its child but the last, or says its own.
std::optional<Identity> parent_at(const Answer& answer, std::size_t row, const Identity& id) {
    const auto kind = answer.cell(row, 7);
    if (!kind) return std::nullopt;
    auto names = id.names;
    names.pop_back();
    if (const auto name = answer.cell(row, 8)) names.emplace_back(*name);
    return Identity{catalog::kind_called(*kind).value_or(Kind::table), std::move(names), {}};
}

// Facts are taken as they come; what is about them is kept until all of them are there, from
// however many sessions.
class Reader {
  public:
    void take(Rows rows, Answer answer) {
        if (rows == Rows::facts)
            take_rows(rows, answer);
        else
            kept_.emplace_back(rows, std::move(answer));
    }
    /// Takes over what another one has read.
    void absorb(Reader&& other) {
        reading_.catalog.facts.merge(other.reading_.catalog.facts);
        book_.absorb(std::move(other.book_));
        std::ranges::move(other.kept_, std::back_inserter(kept_));
        std::ranges::move(other.reading_.unknown, std::back_inserter(reading_.unknown));
    }
    Reading done() {
        for (const auto& [rows, answer] : kept_) take_rows(rows, answer);
        return std::move(reading_);
    }

  private:
    void take_rows(Rows rows, const Answer& answer) {
        for (std::size_t row = 0; row < answer.rows(); ++row) take_row(rows, answer, row);
    }

    void take_row(Rows rows, const Answer& answer, std::size_t row) {
        switch (rows) {
        case Rows::facts: return take_fact(answer, row);
        case Rows::annotations: return take_annotation(answer, row);
        case Rows::unknown: return take_unknown(answer, row);
        case Rows::aliases:
            return book_.add_alias(address_at(answer, row, 0), address_at(answer, row, 3));
        case Rows::dependencies: return take_dependency(answer, row);
        }
    }

    const Identity& add(Fact fact) {
        auto id = fact.id;
        return reading_.catalog.facts.emplace(std::move(id), std::move(fact)).first->first;
    }

    void take_fact(const Answer& answer, std::size_t row) {
        constexpr std::size_t first_name = 4;
        constexpr std::size_t after_names = 7;
        constexpr std::size_t position = 9;
        Fact fact;
        fact.id.kind = kind_at(answer, row);
        for (auto column = first_name; column < after_names; ++column)
            if (const auto name = answer.cell(row, column)) fact.id.names.emplace_back(*name);
        fact.parent = parent_at(answer, row, fact.id);
        fact.order = number<int>(answer.cell(row, position));
        read_attributes(answer, row, position + 1, fact);
        note_unknown(fact);
        book_.add(address_at(answer, row, 1), add(std::move(fact)));
    }

    // `unknown_options`: there are some, but this role may not see them.
    void note_unknown(const Fact& fact) {
        constexpr std::string_view prefix = "unknown_";
        for (const auto& [name, value] : fact.attributes)
            if (name.starts_with(prefix))
                reading_.unknown.push_back(format("{} of {}, which this role may not see",
                                                  name.substr(prefix.size()), to_string(fact.id)));
    }

    // A column that is no fact, as those of views are none, may have something said about it.
    std::optional<Identity> subject_at(const Answer& answer, std::size_t row) const {
        auto address = address_at(answer, row, 1);
        if (const auto* whole = book_.at(address)) return *whole;
        const auto column = answer.cell(row, 4);
        address.sub = 0;
        const auto* relation = column ? book_.at(address) : nullptr;
        if (relation == nullptr) return std::nullopt;
        Identity id{Kind::column, relation->names, {}};
        id.names.emplace_back(*column);
        return id;
    }

    // What is said about something we leave out (a member of an extension) is left out, too.
    void take_annotation(const Answer& answer, std::size_t row) {
        constexpr std::size_t name = 5;
        const auto subject = subject_at(answer, row);
        if (!subject) return;
        Fact fact;
        fact.id = {kind_at(answer, row), subject->names, subject->kind};
        if (const auto cell = answer.cell(row, name)) fact.id.names.emplace_back(*cell);
        fact.parent = parent_of_annotation(*subject, answer, row);
        read_attributes(answer, row, name + 1, fact);
        add(std::move(fact));
    }

    // What it is about, or the relation of a column that is no fact.
    Identity parent_of_annotation(const Identity& subject, const Answer& answer,
                                  std::size_t row) const {
        auto address = address_at(answer, row, 1);
        if (reading_.catalog.contains(subject)) return subject;
        address.sub = 0;
        return *book_.at(address);
    }

    void take_unknown(const Answer& answer, std::size_t row) {
        reading_.unknown.push_back(
            format("{} ({})", answer.cell(row, 0).value_or(""), answer.cell(row, 1).value_or("")));
    }

    void take_dependency(const Answer& answer, std::size_t row) {
        const auto* from = book_.meant_by(address_at(answer, row, 0));
        const auto* on = book_.meant_by(address_at(answer, row, 3));
        if (from == nullptr || on == nullptr || from == on) return;
        reading_.catalog.dependencies.push_back({*from, *on, {}});
    }

    AddressBook book_;
    std::vector<std::pair<Rows, Answer>> kept_;
    Reading reading_;
};

// Starting a session and making it know the catalogs takes as long as reading a few hundred tables
// with all that belongs to them.
constexpr std::string_view is_large =
    "SELECT 1 FROM (SELECT FROM pg_catalog.pg_class LIMIT 2500) c HAVING count(*) = 2500";

// "cache lookup failed" (manual, "PostgreSQL Error Codes").
constexpr std::string_view internal_error = "XX000";

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
         verbatim(settings)},
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
    ask(session, first, reader, {verbatim(settings)}, {});
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
        ask(session, questions, reader, {verbatim(begin), verbatim(settings)},
            {sql::text("COMMIT")});
    return reader.done();
}

} // namespace

Reading read(Session& session, Dependencies dependencies, const Another& another) {
    // The server's own functions look at what is there now, not at the snapshot: what somebody
    // drops meanwhile is gone for them. What is missed twice was not there before either.
    constexpr int attempts = 50;
    std::string missed;
    for (int attempt = 1;; ++attempt) try {
            return read_once(session, dependencies, another);
        } catch (const Error& error) {
            leave_transaction(session);
            const auto& problem = error.problems().front();
            if (problem.sqlstate != internal_error) throw;
            if (attempt == attempts || problem.message == missed)
                throw with_hint(error, "Something in the database's catalogs names what is gone: "
                                       "pg_dump stumbles over the same.");
            missed = problem.message;
        }
}

} // namespace pgslate::live
