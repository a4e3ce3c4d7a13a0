#include "live/rows_in_schemas.hpp"

#include "embedded/referencing_tables.hpp"
#include "embedded/sequences_in_schemas.hpp"
#include "embedded/tables_with_pages.hpp"
#include "embedded/unlink_large_objects.hpp"
#include "live/text_array.hpp"

#include <algorithm>
#include <span>

namespace pgslate::live {
namespace {

using postgres::Row;

constexpr std::string_view looking = "looking which tables have rows";

std::string cell(const Row& row, std::size_t column) {
    return row.at(column).value_or("");
}

// Where a sequence stands only it tells itself; as many at once as a statement may well have.
std::vector<UsedSequence> used(postgres::Session& session,
                               std::span<const UsedSequence> sequences) {
    constexpr std::size_t at_once = 500;
    std::vector<UsedSequence> result;
    for (std::size_t first = 0; first < sequences.size(); first += at_once) {
        const auto some = sequences.subspan(first, std::min(at_once, sequences.size() - first));
        std::vector<sql::Text> questions;
        for (const auto& sequence : some)
            questions.push_back(
                sql::text("SELECT {} FROM {} WHERE is_called OR last_value <> {}", questions.size(),
                          sql::QualifiedName(sequence.names.at(0), sequence.names.at(1)),
                          sql::Literal(sequence.start)));
        for (const auto& row : session.query(joined(questions, " UNION ALL "), looking))
            result.push_back(some[static_cast<std::size_t>(row.number(0))]);
    }
    return result;
}

} // namespace

RowsInSchemas rows_in_schemas(postgres::Session& session, const std::vector<std::string>& schemas) {
    RowsInSchemas result;
    std::vector<UsedSequence> sequences;
    postgres::Together together;
    together.add(question_about(embedded::tables_with_pages, schemas), [&](const auto& rows) {
        for (const auto& row : rows)
            result.tables.push_back({.number = cell(row, 0),
                                     .names = {cell(row, 1), cell(row, 2)},
                                     .bytes = row.number(3)});
    });
    together.add(question_about(embedded::sequences_in_schemas, schemas), [&](const auto& rows) {
        for (const auto& row : rows) {
            UsedSequence one{.names = {cell(row, 1), cell(row, 2)},
                             .start = cell(row, 3),
                             .may_set = row.at(6) == "t",
                             .owner = {}};
            if (row.at(4)) one.owner = {cell(row, 4), cell(row, 5)};
            sequences.push_back(std::move(one));
        }
    });
    together.add(question_about(embedded::referencing_tables, schemas), [&](const auto& rows) {
        for (const auto& row : rows)
            result.references.emplace(cell(row, 0),
                                      Referencing{.number = cell(row, 1),
                                                  .names = {cell(row, 3), cell(row, 4)},
                                                  .partitioned = row.at(2) == "p",
                                                  .inside = row.at(5) == "t"});
    });
    together.ask(session, looking);
    result.sequences = used(session, sequences);
    return result;
}

void unlink_large_objects(postgres::Together& together, const std::vector<std::string>& schemas) {
    together.add(question_about(embedded::unlink_large_objects, schemas), [](const auto&) {});
}

} // namespace pgslate::live
