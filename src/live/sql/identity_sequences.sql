-- Sequences of identity columns (pg_depend): no facts, but there may be something said about them.
-- Kind, address and names, and kind and names of the column that each is a part of.
-- only if EXISTS (SELECT FROM pg_catalog.pg_sequence q JOIN pg_catalog.pg_class s ON s.oid = q.seqrelid WHERE s.relacl IS NOT NULL)
-- only if EXISTS (SELECT FROM pg_catalog.pg_sequence q JOIN pg_catalog.pg_description d ON d.objoid = q.seqrelid AND d.classoid = 'pg_class'::regclass)
-- only if EXISTS (SELECT FROM pg_catalog.pg_sequence q JOIN pg_catalog.pg_seclabel l ON l.objoid = q.seqrelid AND l.classoid = 'pg_class'::regclass)
SELECT 'sequence' AS kind, 'pg_class'::regclass::oid AS class, s.oid, 0 AS sub,
       sn.nspname AS n1, s.relname AS n2, NULL AS n3,
       'column' AS whole, tn.nspname AS w1, t.relname AS w2, a.attname AS w3
FROM pg_catalog.pg_sequence q
JOIN pg_catalog.pg_class s ON s.oid = q.seqrelid
JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
JOIN pg_catalog.pg_depend e ON e.classid = 'pg_class'::regclass AND e.objid = s.oid AND e.deptype = 'i'
                           AND e.refclassid = 'pg_class'::regclass AND e.refobjsubid > 0
JOIN pg_catalog.pg_class t ON t.oid = e.refobjid
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = e.refobjsubid
WHERE s.relacl IS NOT NULL
   OR EXISTS (SELECT FROM pg_catalog.pg_description d
              WHERE d.classoid = 'pg_class'::regclass AND d.objoid = s.oid)
   OR EXISTS (SELECT FROM pg_catalog.pg_seclabel l
              WHERE l.classoid = 'pg_class'::regclass AND l.objoid = s.oid)
