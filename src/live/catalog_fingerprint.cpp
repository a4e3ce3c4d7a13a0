#include "live/catalog_fingerprint.hpp"

#include "base/format.hpp"
#include "embedded/standstill.hpp"
#include "live/compared_catalogs.hpp"
#include "live/server_lines.hpp"

namespace pgslate::live {
namespace {

constexpr std::string_view this_database =
    "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";

// What its rows say, or else, of those that are not older than the horizon, their places and
// transactions. An expression for an xid8 that stands for the horizon is asked for once.
std::string sum_of(const ComparedCatalog& one, std::string_view horizon) {
    const auto recent =
        format("CASE WHEN pg_catalog.age(t.xmin) <= (SELECT pg_catalog.age(({})::xid)) "
               "THEN pg_catalog.hashtextextended(t.ctid::text || t.xmin::text, 0) END",
               horizon);
    return format("sum({})",
                  one.content.empty() ? recent : format("coalesce({}, {})", one.content, recent));
}

// Of those that go by what they say, which may come back to what it was. They are looked at first,
// and at once: if all others, whose versions never come back, are the same after that, they were
// then.
std::string contents(std::string_view horizon) {
    std::string parts;
    for (const auto& one : compared_catalogs())
        if (!one.content.empty())
            parts += format("UNION ALL SELECT '{0}', count(*), {1} FROM pg_catalog.{0} t\n",
                            one.name, sum_of(one, horizon));
    return parts;
}

// Rows of a view have no version either.
std::string head(std::string_view horizon) {
    return format(R"(SELECT NULL, h.xid,
       CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_class c
                             WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace
                               AND c.relkind = 'r' AND c.relname NOT IN ({1}))
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                             WHERE a.attrelid = 'pg_catalog.pg_class'::pg_catalog.regclass
                               AND a.attnum > 0 AND a.attname NOT IN ({3}))
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_subscription s WHERE s.subdbid = {2})
             AND pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::numeric
                 - h.xid::text::numeric < 2000000000
            THEN pg_catalog.concat_ws(' ', {2},
                 extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                 extract(epoch FROM pg_catalog.pg_stat_get_bgwriter_stat_reset_time()), -- from 15
                 (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', s.catalog, s.rows, s.sum), ',' ORDER BY s.catalog)
                  FROM said s)) END
FROM (SELECT {0}) h(xid)
)",
                  horizon, known_catalogs(), this_database, known_columns_of_relations());
}

std::string head_with_contents(std::string_view horizon) {
    return format(R"(WITH said(catalog, rows, sum) AS (
SELECT 'pg_user_mappings', count(*), sum(pg_catalog.hashtextextended(u::text, 0))
FROM pg_catalog.pg_user_mappings u
{}
)
{})",
                  contents(horizon), head(horizon));
}

// `horizon` is an expression for an xid8.
std::vector<std::string> questions(std::string_view horizon) {
    std::vector<std::string> questions{head_with_contents(horizon)};
    for (const auto& one : compared_catalogs())
        if (one.content.empty()) questions.push_back(count_of(one, sum_of(one, horizon)));
    return questions;
}

} // namespace

sql::Text standstill(int server_version) {
    return sql::Text::verbatim(for_server(embedded::standstill, server_version));
}

std::span<const std::string> catalog_fingerprint_questions() {
    static const auto own =
        questions("pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())");
    return own;
}

void CatalogFingerprint::take(Cell catalog, Cell first, Cell second) {
    if (!catalog) {
        horizon_ = first.value_or("");
        if (second) database_ = *second;
        return;
    }
    rows_ += format("{} {} {},", *catalog, first.value_or(""), second.value_or(""));
}

std::string CatalogFingerprint::text() const {
    return database_.empty() ? "" : format("{} {}", database_, rows_);
}

void ask_catalog_fingerprint(postgres::Together& together, const std::string& horizon,
                             int server_version, CatalogFingerprint& fingerprint) {
    const auto given = format("{}::xid8", sql::quoted(sql::Literal(horizon)));
    for (const auto& question : questions(given))
        together.add(sql::Text::verbatim(for_server(question, server_version)),
                     [&fingerprint](const auto& rows) {
                         for (const auto& row : rows)
                             fingerprint.take(row.at(0), row.at(1), row.at(2));
                     });
}

} // namespace pgslate::live
