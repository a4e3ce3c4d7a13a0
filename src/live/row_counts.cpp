#include "live/row_counts.hpp"

#include "embedded/countable.hpp"
#include "live/named_relations.hpp"
#include "live/text_array.hpp"

namespace pgslate::live {
namespace {

using sql::text;

constexpr std::string_view counting = "counting rows";

sql::QualifiedName qualified(const std::vector<std::string>& names) {
    return {names.at(0), names.at(1)};
}

void count(postgres::Session& session, RowCounts& tables) {
    if (tables.empty()) return;
    std::vector<sql::Text> questions;
    for (const auto& [number, table] : tables)
        questions.push_back(text("SELECT {}, pg_catalog.count(*) FROM ONLY {}",
                                 sql::Literal(number), qualified(table.names)));
    for (const auto& row : session.query(joined(questions, " UNION ALL "), counting))
        tables.at(row.at(0).value_or("")).rows = row.number(1);
}

RowCounts read_counts(postgres::Session& session, const sql::Text& wanted) {
    const auto question = text("WITH wanted(relation) AS ({})\n{}", wanted,
                               sql::Fragment(std::string(embedded::countable)));
    RowCounts tables;
    for (const auto& row : session.query(question, counting))
        tables[row.at(0).value_or("")].names = {row.at(1).value_or(""), row.at(2).value_or("")};
    count(session, tables);
    return tables;
}

} // namespace

RowCounts lock_and_count_rows(postgres::Session& session,
                              const std::vector<catalog::Identity>& tables) {
    if (tables.empty()) return {};
    std::vector<sql::Text> names;
    for (const auto& table : tables) names.push_back(text("ONLY {}", qualified(table.names)));
    session.execute(text("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", joined(names, ", ")),
                    "locking tables that are written anew");
    return read_counts(session, numbers_of_named(tables));
}

RowCounts count_rows(postgres::Session& session, const RowCounts& before) {
    if (before.empty()) return {};
    std::vector<std::string> numbers;
    for (const auto& [number, table] : before) numbers.push_back(number);
    return read_counts(
        session, text("SELECT pg_catalog.unnest({}::oid[])", sql::Literal(text_array(numbers))));
}

} // namespace pgslate::live
