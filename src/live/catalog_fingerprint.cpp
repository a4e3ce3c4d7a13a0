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
};

constexpr std::array counted = {
    Counted{"pg_aggregate"},
    Counted{"pg_am"},
    Counted{"pg_amop"},
    Counted{"pg_amproc"},
    Counted{"pg_attrdef"},
    Counted{"pg_attribute"},
    Counted{"pg_cast"},
    Counted{"pg_class"},
    Counted{"pg_collation"},
    Counted{"pg_constraint"},
    Counted{"pg_conversion"},
    Counted{"pg_database", "t.oid = (SELECT oid FROM here)"},
    Counted{"pg_db_role_setting", "t.setdatabase IN (0, (SELECT oid FROM here))"},
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
    Counted{"pg_sequence"},
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

std::string row_of(const Counted& one) {
    return format("UNION ALL SELECT '{0}', count(*), sum(pg_catalog.hashtextextended(t.ctid || ' ' "
                  "|| t.xmin, 0)) FILTER (WHERE pg_catalog.age(t.xmin) <= (SELECT age FROM since)) "
                  "FROM pg_catalog.{0} t{1}{2}{3}",
                  one.catalog, one.condition.empty() ? "" : " WHERE ", one.condition,
                  one.from == 0 ? "" : format(" -- from {}", one.from));
}

// Rows of a view have no version: the text of the whole row is what it says to this role.
std::string rows() {
    std::string rows = "SELECT 'pg_user_mappings', count(*), "
                       "sum(pg_catalog.hashtextextended(t::text, 0)) "
                       "FROM pg_catalog.pg_user_mappings t";
    for (const auto& one : counted) (rows += '\n') += row_of(one);
    return rows;
}

// `horizon` is an expression for an xid8.
std::string question(std::string_view horizon) {
    return format(R"(WITH since AS MATERIALIZED (
    SELECT h.xid, pg_catalog.age(h.xid::xid) AS age FROM (SELECT {}) h(xid)
), here AS MATERIALIZED (
    SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
), seen(catalog, rows, recent) AS (
{}
)
SELECT CASE WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_class c
                             WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace
                               AND c.relkind = 'r' AND c.relname NOT IN ({}))
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_subscription s
                             WHERE s.subdbid = (SELECT oid FROM here))
             AND pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::numeric
                 - (SELECT xid FROM since)::text::numeric < 2000000000
            THEN pg_catalog.concat_ws(' ', (SELECT oid FROM here),
                 extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                 extract(epoch FROM pg_catalog.pg_stat_get_bgwriter_stat_reset_time()), -- from 15
                 (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', catalog, rows, recent), ','
                                               ORDER BY catalog) FROM seen)) END AS fingerprint,
       (SELECT xid FROM since) AS horizon,
       (SELECT pg_catalog.string_agg(catalog || ' ' || rows, ',' ORDER BY catalog) FROM seen
        WHERE catalog <> 'pg_user_mappings') AS counts
)",
                  horizon, rows(), names());
}

// Of another transaction, which has ended since: whose rows can be seen and that is in progress is
// this one.
std::string foreign_row_of(const Counted& one) {
    return format(
        "UNION ALL SELECT '{0}', count(*), count(*) FILTER (WHERE CASE "
        "WHEN pg_catalog.age(t.xmin) <= (SELECT age FROM since) "
        "OR t.xmin::text IN (SELECT xid FROM running) "
        "THEN pg_catalog.pg_xact_status(((SELECT bound FROM since) - ((SELECT bound FROM since) "
        "- t.xmin::text::bigint) % 4294967296)::text::xid8) <> 'in progress' END) "
        "FROM pg_catalog.{0} t{1}{2}{3}",
        one.catalog, one.condition.empty() ? "" : " WHERE ", one.condition,
        one.from == 0 ? "" : format(" -- from {}", one.from));
}

std::string foreign_rows() {
    std::string rows = "SELECT NULL::text, NULL::bigint, NULL::bigint WHERE false";
    for (const auto& one : counted) (rows += '\n') += foreign_row_of(one);
    return rows;
}

} // namespace

sql::Text standstill(int server_version) {
    return sql::Text::verbatim(for_server(embedded::standstill, server_version));
}

std::string_view catalog_fingerprint_sql() {
    static const std::string sql =
        question("pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())");
    return sql;
}

sql::Text catalog_fingerprint_since(const std::string& horizon, int server_version) {
    const auto given = format("{}::xid8", sql::quoted(sql::Literal(horizon)));
    return sql::Text::verbatim(for_server(question(given), server_version));
}

sql::Text changes_by_others(const std::string& snapshot, int server_version) {
    const auto sql =
        format(R"(WITH given(snapshot) AS (SELECT {}::pg_snapshot), since AS MATERIALIZED (
    SELECT pg_catalog.age(pg_catalog.pg_snapshot_xmax(snapshot)::xid) AS age,
           pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint + 2147483647 AS bound
    FROM given
), running AS MATERIALIZED (
    SELECT pg_catalog.pg_snapshot_xip(snapshot)::xid::text AS xid FROM given
), here AS MATERIALIZED (
    SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
), seen(catalog, rows, others) AS (
{}
)
SELECT pg_catalog.string_agg(catalog || ' ' || rows, ',' ORDER BY catalog), sum(others) FROM seen)",
               sql::quoted(sql::Literal(snapshot)), foreign_rows());
    return sql::Text::verbatim(for_server(sql, server_version));
}

} // namespace pgslate::live
