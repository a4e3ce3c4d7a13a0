-- Everything with a name that is not the system's: its kind (in the words of catalog::Kind), its
-- names, and whether it bears a comment. One row each; catalogs as in the manual's chapter
-- "System Catalogs", PostgreSQL 13 to 18. That of 13 shows not everybody the oid of a subscription.
WITH spaces AS (
    SELECT oid, nspname
    FROM pg_catalog.pg_namespace
    WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
), relations AS (
    SELECT c.oid, s.nspname, c.relname, c.relkind, c.reltype
    FROM pg_catalog.pg_class c JOIN spaces s ON s.oid = c.relnamespace
), objects(kind, names, class, oid, sub) AS (
    SELECT 'role', ARRAY[rolname]::text[], 'pg_authid'::regclass, oid, 0 FROM pg_catalog.pg_roles
    UNION ALL
    SELECT 'schema', ARRAY[nspname]::text[], 'pg_namespace'::regclass, oid, 0 FROM spaces
    UNION ALL
    SELECT 'extension', ARRAY[extname], 'pg_extension'::regclass, oid, 0
    FROM pg_catalog.pg_extension
    UNION ALL
    SELECT 'language', ARRAY[lanname], 'pg_language'::regclass, oid, 0
    FROM pg_catalog.pg_language
    UNION ALL
    SELECT 'access method', ARRAY[amname], 'pg_am'::regclass, oid, 0 FROM pg_catalog.pg_am
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view'
                        WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                        WHEN 'c' THEN 'composite type' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index'
                        ELSE 'table' END,
           ARRAY[nspname, relname], -- the comment on a composite type is kept with its pg_type row
           CASE relkind WHEN 'c' THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END,
           CASE relkind WHEN 'c' THEN reltype ELSE oid END, 0
    FROM relations WHERE relkind IN ('r', 'p', 'S', 'v', 'm', 'f', 'c', 'i', 'I')
    UNION ALL
    SELECT CASE r.relkind WHEN 'c' THEN 'attribute' ELSE 'column' END,
           ARRAY[r.nspname, r.relname, a.attname], 'pg_class'::regclass, r.oid, a.attnum
    FROM relations r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
    WHERE r.relkind IN ('r', 'p', 'f', 'c', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT CASE n.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint'
                          WHEN 'x' THEN 'exclusion constraint' WHEN 'c' THEN 'check constraint'
                          ELSE 'foreign key' END,
           ARRAY[r.nspname, r.relname, n.conname], 'pg_constraint'::regclass, n.oid, 0
    FROM relations r JOIN pg_catalog.pg_constraint n ON n.conrelid = r.oid
    WHERE n.contype IN ('p', 'u', 'x', 'c', 'f')
    UNION ALL
    SELECT 'domain check', ARRAY[s.nspname, t.typname, n.conname], 'pg_constraint'::regclass, n.oid, 0
    FROM spaces s JOIN pg_catalog.pg_type t ON t.typnamespace = s.oid
    JOIN pg_catalog.pg_constraint n ON n.contypid = t.oid
    WHERE n.contype = 'c'
    UNION ALL
    SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'
                          ELSE 'type' END,
           ARRAY[s.nspname, t.typname], 'pg_type'::regclass, t.oid, 0
    FROM spaces s JOIN pg_catalog.pg_type t ON t.typnamespace = s.oid
    WHERE t.typtype IN ('e', 'd', 'r', 'b', 'p')
    UNION ALL
    SELECT 'owning column of sequence', ARRAY[r.nspname, r.relname], 'pg_depend'::regclass, r.oid, 0
    FROM relations r JOIN pg_catalog.pg_depend d
         ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refobjsubid > 0
    WHERE r.relkind = 'S' AND d.deptype = 'a'
    UNION ALL
    SELECT 'function', ARRAY[s.nspname, p.proname, p.pronargs::text], 'pg_proc'::regclass, p.oid, 0
    FROM spaces s JOIN pg_catalog.pg_proc p ON p.pronamespace = s.oid
    UNION ALL
    SELECT 'collation', ARRAY[s.nspname, c.collname], 'pg_collation'::regclass, c.oid, 0
    FROM spaces s JOIN pg_catalog.pg_collation c ON c.collnamespace = s.oid
    UNION ALL
    SELECT 'conversion', ARRAY[s.nspname, c.conname], 'pg_conversion'::regclass, c.oid, 0
    FROM spaces s JOIN pg_catalog.pg_conversion c ON c.connamespace = s.oid
    UNION ALL
    SELECT 'statistics object', ARRAY[s.nspname, x.stxname], 'pg_statistic_ext'::regclass, x.oid, 0
    FROM spaces s JOIN pg_catalog.pg_statistic_ext x ON x.stxnamespace = s.oid
    UNION ALL
    SELECT 'text search parser', ARRAY[s.nspname, p.prsname], 'pg_ts_parser'::regclass, p.oid, 0
    FROM spaces s JOIN pg_catalog.pg_ts_parser p ON p.prsnamespace = s.oid
    UNION ALL
    SELECT 'text search template', ARRAY[s.nspname, t.tmplname], 'pg_ts_template'::regclass, t.oid, 0
    FROM spaces s JOIN pg_catalog.pg_ts_template t ON t.tmplnamespace = s.oid
    UNION ALL
    SELECT 'text search dictionary', ARRAY[s.nspname, d.dictname], 'pg_ts_dict'::regclass, d.oid, 0
    FROM spaces s JOIN pg_catalog.pg_ts_dict d ON d.dictnamespace = s.oid
    UNION ALL
    SELECT 'text search configuration', ARRAY[s.nspname, c.cfgname], 'pg_ts_config'::regclass, c.oid, 0
    FROM spaces s JOIN pg_catalog.pg_ts_config c ON c.cfgnamespace = s.oid
    UNION ALL
    SELECT 'trigger', ARRAY[r.nspname, r.relname, t.tgname], 'pg_trigger'::regclass, t.oid, 0
    FROM relations r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid
    WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'rule', ARRAY[r.nspname, r.relname, w.rulename], 'pg_rewrite'::regclass, w.oid, 0
    FROM relations r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid
    UNION ALL
    SELECT 'policy', ARRAY[r.nspname, r.relname, p.polname], 'pg_policy'::regclass, p.oid, 0
    FROM relations r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
    UNION ALL
    SELECT 'event trigger', ARRAY[evtname], 'pg_event_trigger'::regclass, oid, 0
    FROM pg_catalog.pg_event_trigger
    UNION ALL
    SELECT 'foreign-data wrapper', ARRAY[fdwname], 'pg_foreign_data_wrapper'::regclass, oid, 0
    FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL
    SELECT 'server', ARRAY[srvname], 'pg_foreign_server'::regclass, oid, 0
    FROM pg_catalog.pg_foreign_server
    UNION ALL
    SELECT 'publication', ARRAY[pubname], 'pg_publication'::regclass, oid, 0
    FROM pg_catalog.pg_publication
    UNION ALL
    SELECT 'subscription', ARRAY[s.subname], 'pg_subscription'::regclass,
           s.oid, -- from 14
           (SELECT CASE WHEN count(DISTINCT v.subid) = 1 THEN max(v.subid) END -- before 14
            FROM pg_catalog.pg_stat_subscription v WHERE v.subname = s.subname), -- before 14
           0
    FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
    WHERE d.datname = pg_catalog.current_database()
)
SELECT o.kind, o.names[1], o.names[2], o.names[3], d.objoid IS NOT NULL AS has_comment
FROM objects o
LEFT JOIN pg_catalog.pg_description d
       ON d.classoid = o.class AND d.objoid = o.oid AND d.objsubid = o.sub
