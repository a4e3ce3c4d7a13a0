-- Extensions. What belongs to one is left out of every other question.
-- only if EXISTS (SELECT FROM pg_catalog.pg_extension WHERE oid >= 16384)
SELECT 'extension' AS kind, 'pg_extension'::regclass::oid AS class, e.oid, 0 AS sub,
       e.extname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE WHEN n.nspname <> 'pg_catalog' THEN n.nspname END AS schema, e.extversion AS version,
       CASE WHEN NOT e.extrelocatable THEN 'true' END AS fixed_schema
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
WHERE e.oid >= 16384
