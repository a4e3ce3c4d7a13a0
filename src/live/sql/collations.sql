-- Collations (pg_collation) that can be used in this database's encoding. The columns for an ICU or
-- builtin locale differ by server version, so the row is read as JSON, where a missing one is NULL.
-- One name for both LC_COLLATE and LC_CTYPE is the locale. The collation's version is not read.
-- only if EXISTS (SELECT FROM pg_catalog.pg_collation WHERE oid >= 16384)
WITH collations AS (
    SELECT c.oid, n.nspname, c.collname, c.collprovider, c.collisdeterministic,
           c.collcollate::text AS collate_name, c.collctype::text AS ctype_name,
           coalesce(r.entry ->> 'colllocale', r.entry ->> 'colliculocale') AS locale,
           r.entry ->> 'collicurules' AS rules
    FROM pg_catalog.pg_collation c
    CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(c) AS entry) r
    JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
    WHERE c.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND c.collencoding IN (-1, (SELECT encoding FROM pg_catalog.pg_database
                                  WHERE datname = pg_catalog.current_database()))
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_collation'::regclass AND d.objid = c.oid
                        AND d.deptype = 'e')
)
SELECT 'collation' AS kind, 'pg_collation'::regclass::oid AS class, oid, 0 AS sub,
       nspname AS n1, collname AS n2, NULL AS n3,
       NULL AS parent, NULL AS parent_name, NULL::int AS position,
       CASE collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END AS provider,
       coalesce(locale, CASE WHEN collate_name = ctype_name THEN collate_name END) AS locale,
       CASE WHEN collate_name <> ctype_name THEN collate_name END AS lc_collate,
       CASE WHEN collate_name <> ctype_name THEN ctype_name END AS lc_ctype,
       CASE WHEN NOT collisdeterministic THEN 'false' END AS deterministic,
       rules
FROM collations
