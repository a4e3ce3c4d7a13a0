-- What has been written since the transaction with the number $1 began, and what the server may print
-- otherwise for that: whatever such a row is a part of (a default of its column, an index of its
-- constraint), tables under a table, and what needs any of these for more than its name. `key` is the number of an object and of its
-- column as one number; objects of two catalogs may have the same. And which objects of the classes $2
-- (an oid[]) with the numbers $3 (likewise) are no more.
WITH RECURSIVE objects(class, oid, version) AS NOT MATERIALIZED (
    SELECT tableoid, oid, xmin FROM pg_catalog.pg_class
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_type
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_proc
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_constraint
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_trigger
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_policy
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_rewrite
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_namespace
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_statistic_ext
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_operator
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_opclass
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_opfamily
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_amop
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_amproc
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_am
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_collation
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_conversion
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_cast
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_transform
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_language
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_extension
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_event_trigger
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_foreign_server
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_default_acl
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_publication
    UNION ALL SELECT 'pg_subscription'::regclass, oid, $1::xid8::xid -- from 14
              FROM pg_catalog.pg_subscription -- its xmin is not for everybody -- from 14
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_ts_parser
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_ts_template
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_ts_dict
    UNION ALL SELECT tableoid, oid, xmin FROM pg_catalog.pg_ts_config
), rows(class, oid, sub, version) AS NOT MATERIALIZED (
    SELECT class, oid, 0, version FROM objects
    UNION ALL SELECT 'pg_class'::regclass, attrelid, attnum, xmin FROM pg_catalog.pg_attribute WHERE attnum > 0
    UNION ALL SELECT 'pg_class'::regclass, adrelid, adnum, xmin FROM pg_catalog.pg_attrdef
    UNION ALL SELECT 'pg_class'::regclass, indexrelid, 0, xmin FROM pg_catalog.pg_index
    UNION ALL SELECT 'pg_class'::regclass, inhrelid, 0, xmin FROM pg_catalog.pg_inherits
    UNION ALL SELECT 'pg_class'::regclass, seqrelid, 0, xmin FROM pg_catalog.pg_sequence
    UNION ALL SELECT 'pg_class'::regclass, ftrelid, 0, xmin FROM pg_catalog.pg_foreign_table
    UNION ALL SELECT 'pg_class'::regclass, conrelid, k.sub, xmin
              FROM pg_catalog.pg_constraint, pg_catalog.unnest(conkey) k(sub)
    UNION ALL SELECT 'pg_type'::regclass, contypid, 0, xmin FROM pg_catalog.pg_constraint
    UNION ALL SELECT 'pg_type'::regclass, enumtypid, 0, xmin FROM pg_catalog.pg_enum
    UNION ALL SELECT 'pg_type'::regclass, rngtypid, 0, xmin FROM pg_catalog.pg_range
    UNION ALL SELECT 'pg_proc'::regclass, aggfnoid, 0, xmin FROM pg_catalog.pg_aggregate
    UNION ALL SELECT 'pg_opfamily'::regclass, amopfamily, 0, xmin FROM pg_catalog.pg_amop
    UNION ALL SELECT 'pg_opfamily'::regclass, amprocfamily, 0, xmin FROM pg_catalog.pg_amproc
    UNION ALL SELECT classoid, objoid, objsubid, xmin FROM pg_catalog.pg_init_privs
    UNION ALL SELECT classoid, objoid, objsubid, xmin FROM pg_catalog.pg_description
    UNION ALL SELECT classid, objid, objsubid, xmin FROM pg_catalog.pg_depend
              WHERE deptype IN ('e', 'x') OR deptype = 'a' AND classid = 'pg_class'::regclass
), written(class, oid, sub) AS MATERIALIZED (
    SELECT DISTINCT class, oid, sub FROM rows
    WHERE pg_catalog.age(version) <= pg_catalog.age($1::xid8::xid)
), parts(class, oid, sub) AS ( -- what an index's columns have is said of the index
    SELECT class, oid, sub FROM written
    UNION
    SELECT w.class, w.oid, 0 FROM written w JOIN pg_catalog.pg_class c ON c.oid = w.oid
    WHERE w.class = 'pg_class'::regclass AND w.sub > 0 AND c.relkind IN ('i', 'I')
), wholes(class, oid, sub) AS (
    SELECT class, oid, sub FROM parts
    UNION
    SELECT d.refclassid, d.refobjid, d.refobjsubid
    FROM wholes w JOIN pg_catalog.pg_depend d ON d.classid = w.class AND d.objid = w.oid AND d.deptype = 'i'
), relations(oid) AS (
    SELECT oid FROM wholes WHERE class = 'pg_class'::regclass
    UNION
    SELECT i.inhrelid FROM relations r JOIN pg_catalog.pg_inherits i ON i.inhparent = r.oid
), changed(class, oid, sub) AS MATERIALIZED (
    SELECT class, oid, sub FROM wholes
    UNION
    SELECT 'pg_class'::regclass, i.inhrelid, a.attnum
    FROM relations r JOIN pg_catalog.pg_inherits i ON i.inhparent = r.oid
    CROSS JOIN LATERAL (SELECT attnum FROM pg_catalog.pg_attribute WHERE attrelid = i.inhrelid AND attnum > 0
                        UNION ALL SELECT 0) a
), materialized_views(oid) AS MATERIALIZED (
    SELECT m.oid FROM pg_catalog.pg_class m JOIN changed c ON c.oid = m.oid AND c.sub = 0
    WHERE m.relkind = 'm' AND c.class = 'pg_class'::regclass
), told_elsewhere(class, oid, sub) AS MATERIALIZED ( -- of the rest nothing but the name
    SELECT class, oid, sub FROM changed WHERE sub > 0 OR class = 'pg_type'::regclass
    UNION ALL -- whether they are filled
    SELECT 'pg_class'::regclass, a.attrelid, a.attnum
    FROM materialized_views m JOIN pg_catalog.pg_attribute a ON a.attrelid = m.oid
), needing(class, oid, sub) AS MATERIALIZED (
    SELECT d.classid, d.objid, d.objsubid
    FROM told_elsewhere t
    JOIN pg_catalog.pg_depend d ON d.refclassid = t.class AND d.refobjid = t.oid AND d.refobjsubid = t.sub
), again(oid, sub) AS (
    SELECT oid, sub FROM changed
    UNION ALL
    SELECT oid, 0 FROM written WHERE sub > 0 -- how columns follow each other is said of their table
    UNION ALL
    SELECT oid, -1 FROM written WHERE class = 'pg_type'::regclass -- its name before it is defined
    UNION ALL
    SELECT oid, sub FROM needing
    UNION ALL
    SELECT f.adrelid, f.adnum FROM needing n JOIN pg_catalog.pg_attrdef f ON f.oid = n.oid
    WHERE n.class = 'pg_attrdef'::regclass
    UNION ALL
    SELECT r.ev_class, 0 FROM needing n JOIN pg_catalog.pg_rewrite r ON r.oid = n.oid
    WHERE n.class = 'pg_rewrite'::regclass
)
SELECT DISTINCT NULL::oid AS gone_class, NULL::oid AS gone, oid::bigint * 65536 + sub AS key FROM again
UNION ALL
SELECT b.class, b.oid, NULL
FROM ROWS FROM (pg_catalog.unnest($2::oid[]), pg_catalog.unnest($3::oid[])) b(class, oid)
WHERE NOT EXISTS (SELECT FROM objects o WHERE o.class = b.class AND o.oid = b.oid)
