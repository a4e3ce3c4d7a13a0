#include "database/statement_progress.hpp"

#include <string>

namespace pgslate::database {
namespace {

// One row at most: a process does one of these at a time. What counts rows does so only in some of
// its phases, and blocks in the others.
constexpr std::string_view progress_question = R"(
SELECT phase,
       CASE WHEN tuples_total > 0 THEN tuples_done ELSE blocks_done END,
       CASE WHEN tuples_total > 0 THEN tuples_total ELSE blocks_total END,
       tuples_total > 0
FROM pg_catalog.pg_stat_progress_create_index WHERE pid = {0}
UNION ALL
SELECT 'rewriting: ' || phase, heap_blks_scanned, heap_blks_total, false
FROM pg_catalog.pg_stat_progress_cluster WHERE pid = {0}
UNION ALL
SELECT phase, sample_blks_scanned, sample_blks_total, false
FROM pg_catalog.pg_stat_progress_analyze WHERE pid = {0})";

constexpr std::string_view copy_question = R"(
UNION ALL
SELECT 'copying', tuples_processed, 0, true
FROM pg_catalog.pg_stat_progress_copy WHERE pid = {0})"; // from PostgreSQL 14 on

std::size_t count_at(const postgres::Row& row, std::size_t column) {
    const auto number = row.number(column);
    return number < 0 ? 0 : static_cast<std::size_t>(number);
}

} // namespace

void remark_statement(Progress& progress, postgres::Session& session, int pid) {
    auto question = sql::text(progress_question, pid);
    if (session.server().major() >= 14)
        question = sql::text("{}{}", question, sql::text(copy_question, pid));
    const auto rows = session.query(question, "looking how far a statement is");
    if (rows.empty()) return;
    const auto& row = rows.front();
    progress.remark(row.at(0).value_or(""), {.done = count_at(row, 1),
                                             .total = count_at(row, 2),
                                             .unit = row.at(3) == "t" ? "rows" : "blocks"});
}

} // namespace pgslate::database
