#include "live/database_wide.hpp"

#include "embedded/comments.hpp"
#include "embedded/default_privileges.hpp"
#include "embedded/in_no_schema.hpp"
#include "embedded/owners.hpp"
#include "embedded/privileges.hpp"
#include "embedded/schemas.hpp"
#include "live/reader.hpp"
#include "live/server_lines.hpp"
#include "postgres/row.hpp"
#include "postgres/session_settings.hpp"

#include <array>

namespace pgslate::live {
namespace {

using catalog::Kind;
using postgres::Answer;
using sql::Text;

constexpr std::array wide_questions = {
    Question{embedded::schemas, Rows::facts},
    Question{embedded::default_privileges, Rows::facts},
    Question{embedded::owners, Rows::annotations},
    Question{embedded::privileges, Rows::annotations},
    Question{embedded::comments, Rows::annotations},
};

// Of what is said about anything, only that about `public`.
constexpr std::string_view about_public = R"(SELECT * FROM (
{}
) AS said
WHERE said.class = 'pg_catalog.pg_namespace'::pg_catalog.regclass::oid
  AND said.oid = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = 'public'))";

Text wide_text(const Question& question, int version) {
    auto whole = Text::verbatim(for_server(question.sql, version));
    return question.rows == Rows::annotations ? sql::text(about_public, whole) : whole;
}

std::vector<Text> wide_message(int version) {
    std::vector<Text> message{
        sql::text("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"),
        sql::text("SET LOCAL search_path = '';\n{}", postgres::printing_settings())};
    for (const auto& question : wide_questions) message.push_back(wide_text(question, version));
    message.push_back(Text::verbatim(for_server(embedded::in_no_schema, version)));
    message.push_back(sql::text("COMMIT"));
    return message;
}

std::vector<Unhoused> unhoused_in(const Answer& answer) {
    std::vector<Unhoused> result;
    for (std::size_t row = 0; row < answer.rows(); ++row) {
        const auto kind = catalog::kind_called(answer.cell(row, 0).value_or(""));
        if (!kind) postgres::refuse_answer("an object of a kind that nobody knows");
        Unhoused one{.id = {*kind, {}, {}}, .may_make = answer.cell(row, 3) == "t"};
        for (const std::size_t column : {1, 2})
            if (const auto name = answer.cell(row, column))
                one.id.names = one.id.names.plus(std::string(*name));
        result.push_back(std::move(one));
    }
    return result;
}

// Schemas are asked for because what is said about one is read with it.
DatabaseWide without_schemas(DatabaseWide wide) {
    std::erase_if(wide.rules.facts, [&](const auto& entry) {
        const auto& id = entry.first;
        if (id.kind == Kind::schema) wide.schemas.insert(id.name());
        return id.kind == Kind::schema;
    });
    return wide;
}

} // namespace

DatabaseWide read_database_wide(postgres::Session& session) {
    DatabaseWide wide;
    Reader reader;
    session.ask(wide_message(session.server().version), "reading what holds in the whole database",
                [&](std::size_t number, Answer answer) {
                    if (number < wide_questions.size())
                        reader.take(wide_questions.at(number).rows, std::move(answer));
                    else
                        wide.unhoused = unhoused_in(answer);
                });
    wide.rules = reader.done().catalog;
    return without_schemas(std::move(wide));
}

} // namespace pgslate::live
