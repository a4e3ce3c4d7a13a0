#include "live/rows_in_schemas.hpp"

#include "embedded/referencing_tables.hpp"
#include "embedded/sequences_in_schemas.hpp"
#include "embedded/tables_with_pages.hpp"
#include "embedded/unlink_large_objects.hpp"
#include "embedded/used_sequences.hpp"
#include "live/text_array.hpp"

#include <string_view>
#include <utility>

namespace pgslate::live {
namespace {

using postgres::Row;

std::string cell(const Row& row, std::size_t column) {
    return row.at(column).value_or("");
}

// A role that may read the server's files sees their sizes without opening the tables, for which a
// new session would have to learn all about each (manual, "Generic File Access Functions").
std::string_view size_for(const postgres::RoleFacts& role) {
    return role.superuser && !role.acts_as_another
               ? "(pg_catalog.pg_stat_file(pg_catalog.pg_relation_filepath(c.oid), true)).size"
               : "pg_catalog.pg_relation_size(c.oid)";
}

void ask_sequences(postgres::Together& together, const std::vector<std::string>& schemas,
                   std::vector<Sequence>& sequences) {
    together.add(question_about(embedded::sequences_in_schemas, schemas),
                 [&sequences](const auto& rows) {
                     for (const auto& row : rows) {
                         Sequence one{.number = cell(row, 0),
                                      .names = {cell(row, 1), cell(row, 2)},
                                      .start = cell(row, 3),
                                      .may_read = row.at(6) == "t",
                                      .owner = {}};
                         if (row.at(4)) one.owner = {cell(row, 4), cell(row, 5)};
                         sequences.push_back(std::move(one));
                     }
                 });
}

void ask_references(postgres::Together& together, const std::vector<std::string>& schemas,
                    std::multimap<std::string, Referencing>& references) {
    together.add(
        question_about(embedded::referencing_tables, schemas), [&references](const auto& rows) {
            for (const auto& row : rows)
                references.emplace(cell(row, 0), Referencing{.number = cell(row, 1),
                                                             .names = {cell(row, 3), cell(row, 4)},
                                                             .partitioned = row.at(2) == "p",
                                                             .inside = row.at(5) == "t"});
        });
}

// From 18 on a function tells it of all of them.
void ask_used_at_once(postgres::Together& together, const std::vector<Sequence>& sequences,
                      std::vector<Sequence>& used) {
    std::vector<std::string> numbers;
    for (const auto& sequence : sequences) numbers.push_back(sequence.number);
    together.add(question_about(embedded::used_sequences, numbers),
                 [&sequences, &used](const auto& rows) {
                     for (const auto& row : rows)
                         used.push_back(sequences.at(static_cast<std::size_t>(row.number(0)) - 1));
                 });
}

// A statement for each: planning one over hundreds takes longer.
void ask_used_one_by_one(postgres::Together& together, const std::vector<Sequence>& sequences,
                         std::vector<Sequence>& used) {
    for (const auto& sequence : sequences)
        if (sequence.may_read)
            together.add(sql::text("SELECT FROM {} WHERE is_called OR last_value <> {}",
                                   sql::QualifiedName(sequence.names.at(0), sequence.names.at(1)),
                                   sql::Literal(sequence.start)),
                         [&sequence, &used](const auto& rows) {
                             if (!rows.empty()) used.push_back(sequence);
                         });
        else
            used.push_back(sequence);
}

} // namespace

void ask_filled_tables(postgres::Together& together, const postgres::RoleFacts& role,
                       const std::vector<std::string>& schemas, std::vector<FilledTable>& tables) {
    const auto question = format(embedded::tables_with_pages, size_for(role));
    together.add(question_about(question, schemas), [&tables](const auto& rows) {
        for (const auto& row : rows)
            tables.push_back({.number = cell(row, 0),
                              .names = {cell(row, 1), cell(row, 2)},
                              .bytes = row.number(3)});
    });
}

RowsInSchemas rows_and_sequences(postgres::Session& session,
                                 const std::vector<std::string>& schemas) {
    RowsInSchemas result;
    postgres::Together together;
    ask_filled_tables(together, session.role(), schemas, result.tables);
    ask_sequences(together, schemas, result.sequences);
    ask_references(together, schemas, result.references);
    together.ask(session, "looking which tables have rows");
    return result;
}

void ask_used(postgres::Together& together, int server_version,
              const std::vector<Sequence>& sequences, std::vector<Sequence>& used) {
    constexpr int first_to_tell_of_all = 180000;
    if (server_version >= first_to_tell_of_all)
        ask_used_at_once(together, sequences, used);
    else
        ask_used_one_by_one(together, sequences, used);
}

void unlink_large_objects(postgres::Together& together, const std::vector<std::string>& schemas) {
    together.add(question_about(embedded::unlink_large_objects, schemas), [](const auto&) {});
}

} // namespace pgslate::live
