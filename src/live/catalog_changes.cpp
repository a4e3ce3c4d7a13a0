#include "live/catalog_changes.hpp"

#include "base/format.hpp"
#include "live/compared_catalogs.hpp"
#include "live/server_lines.hpp"
#include "sql/text.hpp"

namespace pgslate::live {
namespace {

// How old a row may be that somebody has made since. A snapshot names no subtransactions, whose
// numbers are greater than that of their own: if one that ran then has been committed, a row may be
// of one of its.
std::string oldest_since(std::string_view snapshot) {
    return format("(SELECT greatest(pg_catalog.age(pg_catalog.pg_snapshot_xmax({0})::xid), "
                  "max(pg_catalog.age(x.id::xid)) FILTER "
                  "(WHERE pg_catalog.pg_xact_status(x.id) = 'committed')) "
                  "FROM pg_catalog.pg_snapshot_xip({0}) x(id))",
                  snapshot);
}

// How many rows are of another transaction, which has ended since: whose rows can be seen and that
// is in progress is this one. Each transaction is asked about once. `snapshot` is an expression for
// it; `bound` is half of all numbers further than any.
std::string changes_by_others(const ComparedCatalog& one, std::string_view snapshot) {
    constexpr std::string_view bound =
        "(SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint "
        "+ 2147483647)";
    const auto full =
        format("({0} - ({0} - g.xmin::text::bigint) % 4294967296)::text::xid8", bound);
    return from_version(
        one, format("SELECT coalesce(sum(g.rows) FILTER (WHERE pg_catalog.pg_xact_status({0}) "
                    "<> 'in progress'), 0) FROM (SELECT t.xmin, count(*) AS rows "
                    "FROM pg_catalog.{1} t WHERE pg_catalog.age(t.xmin) <= {2}{3}{4} "
                    "GROUP BY t.xmin) g",
                    full, one.name, oldest_since(snapshot), one.condition.empty() ? "" : " AND ",
                    one.condition));
}

// What the transaction has added, and not taken away again.
std::string own_rows_of(const ComparedCatalog& one) {
    return format("pg_catalog.pg_stat_get_xact_tuples_inserted({0}) - "
                  "pg_catalog.pg_stat_get_xact_tuples_deleted({0})",
                  format("'pg_catalog.{}'::pg_catalog.regclass", one.name));
}

sql::Text text_for(const std::string& question, int server_version) {
    return sql::Text::verbatim(for_server(question, server_version));
}

} // namespace

void ask_changes_by_others(postgres::Together& together, const std::string& snapshot,
                           int server_version, std::int64_t& changes) {
    const auto since = format("{}::pg_snapshot", sql::quoted(sql::Literal(snapshot)));
    for (const auto& one : compared_catalogs())
        together.add(text_for(changes_by_others(one, since), server_version),
                     [&changes](const auto& rows) {
                         for (const auto& row : rows) changes += row.number(0);
                     });
}

// Catalogs that a fingerprint leaves out count, too: after a change of these it takes another one
// to know.
void ask_own_changes(postgres::Together& together, std::optional<std::int64_t>& changes) {
    together.add(
        sql::text("SELECT CASE pg_catalog.current_setting('track_counts') WHEN 'on' THEN sum("
                  "pg_catalog.pg_stat_get_xact_tuples_inserted(oid) "
                  "+ pg_catalog.pg_stat_get_xact_tuples_updated(oid) "
                  "+ pg_catalog.pg_stat_get_xact_tuples_deleted(oid)) END "
                  "FROM pg_catalog.pg_class WHERE oid < 16384 AND relkind = 'r'"),
        [&changes](const auto& rows) {
            if (rows.at(0).at(0)) changes = rows.at(0).number(0);
        });
}

void ask_rows_of_others(postgres::Together& together, int server_version, RowsOfOthers& rows) {
    for (const auto& one : compared_catalogs())
        together.add(text_for(count_of(one, own_rows_of(one)), server_version),
                     [&rows](const auto& answer) {
                         for (const auto& row : answer)
                             rows[std::string(*row.at(0))] = row.number(1) - row.number(2);
                     });
}

} // namespace pgslate::live
