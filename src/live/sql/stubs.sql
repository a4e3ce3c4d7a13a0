-- What can be made first of what may need something that needs it: of a view the columns, as a query of
-- nothing, which also tell whether another query can take its place; of a function whose body the server has read the arguments without
-- their defaults (pg_attribute, pg_proc). A materialized view is made whole; who draws it asks for its columns, too.
-- only if EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid >= 16384)
SELECT 'pg_class'::regclass::oid AS class, c.oid, 0 AS sub,
       ARRAY(SELECT pg_catalog.format('NULL::%s%s AS %I', pg_catalog.format_type(a.atttypid, a.atttypmod),
                                      CASE WHEN a.attcollation <> t.typcollation
                                           THEN pg_catalog.format(' COLLATE %I.%I', n.nspname, l.collname) END,
                                      a.attname)
             FROM pg_catalog.pg_attribute a
             JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
             LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
             LEFT JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace
             WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum) AS stub
FROM pg_catalog.pg_class c
WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384
UNION ALL -- from 14
SELECT 'pg_proc'::regclass::oid, p.oid, 0, -- from 14
       ARRAY[pg_catalog.pg_get_function_identity_arguments(p.oid)] -- from 14
FROM pg_catalog.pg_proc p WHERE p.prosqlbody IS NOT NULL AND p.oid >= 16384 -- from 14
