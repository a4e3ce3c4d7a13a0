#include "live/counters.hpp"

#include "embedded/counters.hpp"
#include "live/cell.hpp"
#include "live/named_relations.hpp"
#include "live/text_array.hpp"
#include "postgres/answer.hpp"

#include <algorithm>

namespace pgslate::live {
namespace {

using sql::text;

constexpr std::string_view looking = "looking where sequences have got to";

Counter counter_of(const postgres::Row& row) {
    return {.sequence = row.at(0).value_or(""),
            .relation = row.at(1).value_or(""),
            .column = row.at(2).value_or(""),
            .names = {row.at(3).value_or(""), row.at(4).value_or("")},
            .ascending = row.at(5) == "t",
            .cycles = row.at(6) == "t"};
}

sql::Text value_of(const Counter& counter, int number) {
    return text("SELECT {}, last_value, is_called FROM {}", number,
                sql::QualifiedName(counter.names.at(0), counter.names.at(1)));
}

// The server plans a statement about hundreds of relations far longer than as many statements.
constexpr std::size_t at_once = 20;

std::vector<sql::Text> questions_about(const std::vector<Counter>& counters) {
    std::vector<sql::Text> questions;
    for (std::size_t first = 0; first < counters.size(); first += at_once) {
        std::vector<sql::Text> some;
        for (auto i = first; i < std::min(first + at_once, counters.size()); ++i)
            some.push_back(value_of(counters[i], static_cast<int>(i)));
        questions.push_back(joined(some, " UNION ALL "));
    }
    return questions;
}

void read_values(postgres::Session& session, std::vector<Counter>& counters) {
    session.ask(questions_about(counters), looking, [&](std::size_t, const postgres::Answer& rows) {
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            auto& counter = counters.at(number_in<std::size_t>(rows.cell(row, 0)));
            counter.last_value = number_in<std::int64_t>(rows.cell(row, 1));
            counter.is_called = rows.cell(row, 2) == "t";
        }
    });
}

std::vector<Counter> read_counters(postgres::Session& session, const sql::Text& wanted) {
    const auto question = text("WITH wanted(relation) AS ({})\n{}", wanted,
                               sql::Fragment(std::string(embedded::counters)));
    std::vector<Counter> counters;
    for (const auto& row : session.query(question, looking)) counters.push_back(counter_of(row));
    if (!counters.empty()) read_values(session, counters);
    return counters;
}

} // namespace

std::vector<Counter> counters_of(postgres::Session& session,
                                 const std::vector<catalog::Identity>& relations) {
    if (relations.empty()) return {};
    return read_counters(session, numbers_of_named(relations));
}

std::vector<Counter> counters_of(postgres::Session& session,
                                 const std::vector<std::string>& numbers) {
    if (numbers.empty()) return {};
    return read_counters(
        session, text("SELECT pg_catalog.unnest({}::oid[])", sql::Literal(text_array(numbers))));
}

} // namespace pgslate::live
