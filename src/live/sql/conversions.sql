-- Conversions between encodings (pg_conversion).
-- only if EXISTS (SELECT FROM pg_catalog.pg_conversion WHERE oid >= 16384)
SELECT 'conversion' AS kind, 'pg_conversion'::regclass::oid AS class, c.oid, 0 AS sub,
       n.nspname AS n1, c.conname AS n2, NULL AS n3,
       NULL AS parent, NULL AS parent_name, NULL::int AS position,
       CASE WHEN c.condefault THEN 'true' END AS "default",
       pg_catalog.pg_encoding_to_char(c.conforencoding)::text AS "from",
       pg_catalog.pg_encoding_to_char(c.contoencoding)::text AS "to",
       c.conproc::text AS function
FROM pg_catalog.pg_conversion c
JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
WHERE c.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_conversion'::regclass AND d.objid = c.oid AND d.deptype = 'e')
