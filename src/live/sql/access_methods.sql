-- Access methods for indexes and tables (pg_am).
-- only if EXISTS (SELECT FROM pg_catalog.pg_am WHERE oid >= 16384)
SELECT 'access method' AS kind, 'pg_am'::regclass::oid AS class, a.oid, 0 AS sub,
       a.amname AS n1, NULL AS n2, NULL AS n3,
       NULL AS parent, NULL AS parent_name, NULL::int AS position,
       CASE a.amtype WHEN 'i' THEN 'index' ELSE 'table' END AS type, a.amhandler::text AS handler
FROM pg_catalog.pg_am a
WHERE a.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_am'::regclass AND d.objid = a.oid AND d.deptype = 'e')
