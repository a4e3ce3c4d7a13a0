#include "live/compared_catalogs.hpp"

#include "base/format.hpp"

#include <array>

namespace pgslate::live {
namespace {

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
// With those that are left out above; what a newer server adds can't be judged.
constexpr std::string_view known_of_relations =
    "'oid', 'relname', 'relnamespace', 'reltype', 'reloftype', 'relowner', 'relam', "
    "'relfilenode', 'reltablespace', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', "
    "'reltoastrelid', 'relhasindex', 'relisshared', 'relpersistence', 'relkind', 'relnatts', "
    "'relchecks', 'relhasrules', 'relhastriggers', 'relhassubclass', 'relrowsecurity', "
    "'relforcerowsecurity', 'relispopulated', 'relreplident', 'relispartition', 'relrewrite', "
    "'relfrozenxid', 'relminmxid', 'relacl', 'reloptions', 'relpartbound'";

constexpr std::array compared = {
    ComparedCatalog{"pg_aggregate"},
    ComparedCatalog{"pg_am"},
    ComparedCatalog{"pg_amop"},
    ComparedCatalog{"pg_amproc"},
    ComparedCatalog{"pg_attrdef"},
    ComparedCatalog{"pg_attribute"},
    ComparedCatalog{"pg_cast"},
    ComparedCatalog{"pg_class", {}, 0, of_relations},
    ComparedCatalog{"pg_collation"},
    ComparedCatalog{"pg_constraint"},
    ComparedCatalog{"pg_conversion"},
    ComparedCatalog{"pg_database", "t.datname = pg_catalog.current_database()"},
    ComparedCatalog{"pg_db_role_setting",
                    "t.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d "
                    "WHERE d.datname = pg_catalog.current_database()))"},
    ComparedCatalog{"pg_default_acl"},
    ComparedCatalog{"pg_depend"},
    ComparedCatalog{"pg_description"},
    ComparedCatalog{"pg_enum"},
    ComparedCatalog{"pg_event_trigger"},
    ComparedCatalog{"pg_extension"},
    ComparedCatalog{"pg_foreign_data_wrapper"},
    ComparedCatalog{"pg_foreign_server"},
    ComparedCatalog{"pg_foreign_table"},
    ComparedCatalog{"pg_index"},
    ComparedCatalog{"pg_inherits"},
    ComparedCatalog{"pg_init_privs"},
    ComparedCatalog{"pg_language"},
    ComparedCatalog{"pg_namespace"},
    ComparedCatalog{"pg_opclass"},
    ComparedCatalog{"pg_operator"},
    ComparedCatalog{"pg_opfamily"},
    ComparedCatalog{"pg_partitioned_table"},
    ComparedCatalog{"pg_policy"},
    ComparedCatalog{"pg_proc"},
    ComparedCatalog{"pg_publication"},
    ComparedCatalog{"pg_publication_namespace", {}, 15},
    ComparedCatalog{"pg_publication_rel"},
    ComparedCatalog{"pg_range"},
    ComparedCatalog{"pg_rewrite"},
    ComparedCatalog{"pg_seclabel"},
    ComparedCatalog{"pg_sequence", {}, 0, of_sequences},
    ComparedCatalog{"pg_shdescription", "t.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass"},
    ComparedCatalog{"pg_shseclabel", "t.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass"},
    ComparedCatalog{"pg_statistic_ext"},
    ComparedCatalog{"pg_tablespace"},
    ComparedCatalog{"pg_transform"},
    ComparedCatalog{"pg_trigger"},
    ComparedCatalog{"pg_ts_config"},
    ComparedCatalog{"pg_ts_config_map"},
    ComparedCatalog{"pg_ts_dict"},
    ComparedCatalog{"pg_ts_parser"},
    ComparedCatalog{"pg_ts_template"},
    ComparedCatalog{"pg_type"},
};

//   pg_authid, pg_auth_members, pg_parameter_acl, pg_shdepend
//                                       what roles are and may do is compared by others
//   pg_largeobject, pg_largeobject_metadata, pg_replication_origin, pg_statistic,
//   pg_statistic_ext_data, pg_subscription_rel
//                                       data, which comes and goes
//   pg_user_mapping, pg_subscription    not for everybody to read; asked for apart
constexpr std::string_view left_out =
    "'pg_authid', 'pg_auth_members', 'pg_largeobject', 'pg_largeobject_metadata', "
    "'pg_parameter_acl', 'pg_replication_origin', 'pg_shdepend', 'pg_statistic', "
    "'pg_statistic_ext_data', 'pg_subscription', 'pg_subscription_rel', 'pg_user_mapping'";

} // namespace

std::span<const ComparedCatalog> compared_catalogs() {
    return compared;
}

std::string known_catalogs() {
    std::string names(left_out);
    for (const auto& one : compared) names += format(", '{}'", one.name);
    return names;
}

std::string_view known_columns_of_relations() {
    return known_of_relations;
}

std::string from_version(const ComparedCatalog& one, std::string question) {
    if (one.from == 0) return question;
    return question + format(" -- from {0}\nSELECT WHERE false -- before {0}", one.from);
}

std::string count_of(const ComparedCatalog& one, std::string_view else_asked) {
    return from_version(one,
                        format("SELECT '{0}', count(*), {1} FROM pg_catalog.{0} t{2}{3}", one.name,
                               else_asked, one.condition.empty() ? "" : " WHERE ", one.condition));
}

} // namespace pgslate::live
