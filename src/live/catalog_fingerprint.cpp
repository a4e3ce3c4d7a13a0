#include "live/catalog_fingerprint.hpp"

#include "base/format.hpp"
#include "embedded/standstill.hpp"
#include "live/server_lines.hpp"

#include <array>

namespace pgslate::live {
namespace {

// A catalog, and which of its rows count.
struct Counted {
    std::string_view catalog;
    std::string_view condition = {};
    int from = 0; // major version
    // An expression for a digest of what a row says, where a new version of it may say the same:
    // then that counts, and not the version. NULL for a row of which the version counts.
    std::string_view content = {};
};

// TRUNCATE, and a sequence that begins anew, give relations other files. Of the rest, the server
// itself changes what it counts (relpages ...) and whether there may be indexes, rules, triggers
// and children, which it says elsewhere, too. The server's own relations go by versions.
//
// A record's digest is a sum of those of its columns: without a seed of the relation's own, two of
// them that exchange a value would add up to the same. A grant's own digest is the sum of the
// role's number and the bits of its privileges.
constexpr std::string_view of_relations = R"(CASE WHEN t.oid >= 16384 THEN
    pg_catalog.hash_record_extended( -- from 14
    pg_catalog.hashtextextended( -- before 14
        ROW(t.oid, t.relname, t.relnamespace, t.reltype, t.reloftype, t.relowner, t.relam,
            t.reltablespace, t.reltoastrelid, t.relisshared, t.relpersistence, t.relkind,
            t.relnatts, t.relchecks, t.relrowsecurity, t.relforcerowsecurity, t.relispopulated,
            t.relreplident, t.relispartition, t.relrewrite, t.relacl::text, t.reloptions,
            t.relpartbound::text)
        ::text -- before 14
    , t.oid::bigint) END)";
constexpr std::string_view of_sequences = "pg_catalog.hashtextextended(t::text, 0)";
// With those that are left out above: what a newer server adds can't be judged.
constexpr std::string_view known_of_relations =
    "'oid', 'relname', 'relnamespace', 'reltype', 'reloftype', 'relowner', 'relam', "
    "'relfilenode', 'reltablespace', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', "
    "'reltoastrelid', 'relhasindex', 'relisshared', 'relpersistence', 'relkind', 'relnatts', "
    "'relchecks', 'relhasrules', 'relhastriggers', 'relhassubclass', 'relrowsecurity', "
    "'relforcerowsecurity', 'relispopulated', 'relreplident', 'relispartition', 'relrewrite', "
    "'relfrozenxid', 'relminmxid', 'relacl', 'reloptions', 'relpartbound'";

constexpr std::string_view this_database =
    "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";

constexpr std::array counted = {
    Counted{"pg_aggregate"},
    Counted{"pg_am"},
    Counted{"pg_amop"},
    Counted{"pg_amproc"},
    Counted{"pg_attrdef"},
    Counted{"pg_attribute"},
    Counted{"pg_cast"},
    Counted{"pg_class", {}, 0, of_relations},
    Counted{"pg_collation"},
    Counted{"pg_constraint"},
    Counted{"pg_conversion"},
    Counted{"pg_database", "t.datname = pg_catalog.current_database()"},
    Counted{"pg_db_role_setting",
            "t.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d "
            "WHERE d.datname = pg_catalog.current_database()))"},
    Counted{"pg_default_acl"},
    Counted{"pg_depend"},
    Counted{"pg_description"},
    Counted{"pg_enum"},
    Counted{"pg_event_trigger"},
    Counted{"pg_extension"},
    Counted{"pg_foreign_data_wrapper"},
    Counted{"pg_foreign_server"},
    Counted{"pg_foreign_table"},
    Counted{"pg_index"},
    Counted{"pg_inherits"},
    Counted{"pg_init_privs"},
    Counted{"pg_language"},
    Counted{"pg_namespace"},
    Counted{"pg_opclass"},
    Counted{"pg_operator"},
    Counted{"pg_opfamily"},
    Counted{"pg_partitioned_table"},
    Counted{"pg_policy"},
    Counted{"pg_proc"},
    Counted{"pg_publication"},
    Counted{"pg_publication_namespace", {}, 15},
    Counted{"pg_publication_rel"},
    Counted{"pg_range"},
    Counted{"pg_rewrite"},
    Counted{"pg_seclabel"},
    Counted{"pg_sequence", {}, 0, of_sequences},
    Counted{"pg_shdescription", "t.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass"},
    Counted{"pg_shseclabel", "t.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass"},
    Counted{"pg_statistic_ext"},
    Counted{"pg_tablespace"},
    Counted{"pg_transform"},
    Counted{"pg_trigger"},
    Counted{"pg_ts_config"},
    Counted{"pg_ts_config_map"},
    Counted{"pg_ts_dict"},
    Counted{"pg_ts_parser"},
    Counted{"pg_ts_template"},
    Counted{"pg_type"},
};

//   pg_authid, pg_auth_members, pg_parameter_acl, pg_shdepend
//                                       what roles are and may do is compared by others
//   pg_largeobject, pg_largeobject_metadata, pg_replication_origin, pg_statistic,
//   pg_statistic_ext_data, pg_subscription_rel
//                                       data, which comes and goes
//   pg_user_mapping, pg_subscription    not for everybody to read; see below
constexpr std::string_view left_out =
    "'pg_authid', 'pg_auth_members', 'pg_largeobject', 'pg_largeobject_metadata', "
    "'pg_parameter_acl', 'pg_replication_origin', 'pg_shdepend', 'pg_statistic', "
    "'pg_statistic_ext_data', 'pg_subscription', 'pg_subscription_rel', 'pg_user_mapping'";

std::string names() {
    std::string names(left_out);
    for (const auto& one : counted) names += format(", '{}'", one.catalog);
    return names;
}

// A question about it, which an older server is not asked.
std::string from_version(const Counted& one, std::string sql) {
    if (one.from == 0) return sql;
    return sql + format(" -- from {0}\nSELECT WHERE false -- before {0}", one.from);
}

// How many rows it has, and what else is asked about those.
std::string count_of(const Counted& one, std::string_view else_asked) {
    return from_version(one, format("SELECT '{0}', count(*), {1} FROM pg_catalog.{0} t{2}{3}",
                                    one.catalog, else_asked, one.condition.empty() ? "" : " WHERE ",
                                    one.condition));
}

// What its rows say, or else, of those that are not older than the horizon, their places and
// transactions. An expression for an xid8 that stands for the horizon is asked for once.
std::string sum_of(const Counted& one, std::string_view horizon) {
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
    for (const auto& one : counted)
        if (!one.content.empty())
            parts += format("UNION ALL SELECT '{0}', count(*), {1} FROM pg_catalog.{0} t\n",
                            one.catalog, sum_of(one, horizon));
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
                  horizon, names(), this_database, known_of_relations);
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
    for (const auto& one : counted)
        if (one.content.empty()) questions.push_back(count_of(one, sum_of(one, horizon)));
    return questions;
}

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
std::string changes_by_others(const Counted& one, std::string_view snapshot) {
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
                    full, one.catalog, oldest_since(snapshot), one.condition.empty() ? "" : " AND ",
                    one.condition));
}

// What the transaction has added, and not taken away again.
std::string own_rows_of(const Counted& one) {
    return format("pg_catalog.pg_stat_get_xact_tuples_inserted({0}) - "
                  "pg_catalog.pg_stat_get_xact_tuples_deleted({0})",
                  format("'pg_catalog.{}'::pg_catalog.regclass", one.catalog));
}

sql::Text text_for(const std::string& question, int server_version) {
    return sql::Text::verbatim(for_server(question, server_version));
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
        together.add(text_for(question, server_version), [&fingerprint](const auto& rows) {
            for (const auto& row : rows) fingerprint.take(row.at(0), row.at(1), row.at(2));
        });
}

void ask_changes_by_others(postgres::Together& together, const std::string& snapshot,
                           int server_version, std::int64_t& changes) {
    const auto since = format("{}::pg_snapshot", sql::quoted(sql::Literal(snapshot)));
    for (const auto& one : counted)
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
    for (const auto& one : counted)
        together.add(text_for(count_of(one, own_rows_of(one)), server_version),
                     [&rows](const auto& answer) {
                         for (const auto& row : answer)
                             rows[std::string(*row.at(0))] = row.number(1) - row.number(2);
                     });
}

} // namespace pgslate::live
