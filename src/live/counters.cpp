#include "live/counters.hpp"

#include "embedded/counters.hpp"
#include "live/named_relations.hpp"
#include "live/text_array.hpp"

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

void read_values(postgres::Session& session, std::vector<Counter>& counters) {
    std::vector<sql::Text> questions;
    for (const auto& counter : counters)
        questions.push_back(value_of(counter, static_cast<int>(questions.size())));
    for (const auto& row : session.query(joined(questions, " UNION ALL "), looking)) {
        auto& counter = counters.at(static_cast<std::size_t>(row.number(0)));
        counter.last_value = row.number(1);
        counter.is_called = row.at(2) == "t";
    }
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
