-- Which column a sequence goes away with (pg_depend). Sequences of identity columns are no objects of
-- their own.
-- only if EXISTS (SELECT FROM pg_catalog.pg_sequence q JOIN pg_catalog.pg_depend d ON d.objid = q.seqrelid AND d.classid = 'pg_class'::regclass WHERE d.deptype = 'a')
SELECT 'owning column of sequence' AS kind, 'pg_class'::regclass::oid AS class, s.oid, -1 AS sub,
       sn.nspname AS n1, s.relname AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name,
       NULL AS position, ARRAY[tn.nspname, t.relname, a.attname]::text[] AS column
FROM pg_catalog.pg_class s
JOIN pg_catalog.pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype = 'a'
                           AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE s.relkind = 'S' AND sn.nspname NOT LIKE 'pg\_%' AND sn.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_class'::regclass
                  AND e.objid = s.oid AND e.deptype = 'e')
