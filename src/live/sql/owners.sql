-- Owners, by the address of what they own. What goes with a table has the table's; that of `public`
-- counts where it is not the one it comes with.
WITH owned(class, oid, owner) AS (
    SELECT 'pg_namespace'::regclass, oid, nspowner FROM pg_catalog.pg_namespace
    WHERE nspname <> 'public'
       OR nspowner <> 10 -- before 15
       OR nspowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = 'pg_database_owner') -- from 15
    UNION ALL
    SELECT 'pg_class'::regclass, oid, relowner FROM pg_catalog.pg_class c
    WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
      AND NOT (relkind = 'S' AND EXISTS (
                 SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass
                 AND d.objid = c.oid AND d.deptype = 'a' AND d.refobjsubid > 0))
    UNION ALL
    SELECT 'pg_type'::regclass, oid, typowner FROM pg_catalog.pg_type
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, proowner FROM pg_catalog.pg_proc
    UNION ALL
    SELECT 'pg_operator'::regclass, oid, oprowner FROM pg_catalog.pg_operator
    UNION ALL
    SELECT 'pg_opfamily'::regclass, oid, opfowner FROM pg_catalog.pg_opfamily
    UNION ALL
    SELECT 'pg_opclass'::regclass, oid, opcowner FROM pg_catalog.pg_opclass
    UNION ALL
    SELECT 'pg_collation'::regclass, oid, collowner FROM pg_catalog.pg_collation
    UNION ALL
    SELECT 'pg_conversion'::regclass, oid, conowner FROM pg_catalog.pg_conversion
    UNION ALL
    SELECT 'pg_language'::regclass, oid, lanowner FROM pg_catalog.pg_language
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, oid, stxowner FROM pg_catalog.pg_statistic_ext
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, oid, dictowner FROM pg_catalog.pg_ts_dict
    UNION ALL
    SELECT 'pg_ts_config'::regclass, oid, cfgowner FROM pg_catalog.pg_ts_config
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwowner FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, oid, srvowner FROM pg_catalog.pg_foreign_server
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, oid, evtowner FROM pg_catalog.pg_event_trigger
    UNION ALL
    SELECT 'pg_publication'::regclass, oid, pubowner FROM pg_catalog.pg_publication
    UNION ALL -- from 14
    SELECT 'pg_subscription'::regclass, oid, subowner FROM pg_catalog.pg_subscription -- from 14
)
SELECT 'owner' AS kind, o.class::oid AS class, o.oid, 0 AS sub, NULL AS column,
       NULL AS name, r.rolname AS role
FROM owned o JOIN pg_catalog.pg_roles r ON r.oid = o.owner
WHERE o.oid >= 16384 OR o.class = 'pg_namespace'::regclass
