-- Comments, by the address of what they are about (pg_description). What an extension says of itself
-- is its own (pg_available_extensions). That `public` or an extension has lost the one it comes with is
-- one, too.
SELECT 'comment' AS kind, d.classoid AS class, d.objoid AS oid, d.objsubid AS sub, a.attname AS column,
       NULL AS name, d.description AS text
FROM pg_catalog.pg_description d
LEFT JOIN pg_catalog.pg_attribute a ON d.classoid = 'pg_class'::regclass AND a.attrelid = d.objoid
                                   AND a.attnum = d.objsubid AND d.objsubid > 0
LEFT JOIN pg_catalog.pg_extension e ON d.classoid = 'pg_extension'::regclass AND e.oid = d.objoid
WHERE (d.objoid >= 16384 OR e.oid IS NOT NULL
       OR d.classoid = 'pg_namespace'::regclass AND d.description <> 'standard public schema')
  AND (e.oid IS NULL OR d.description IS DISTINCT FROM
                        (SELECT a.comment FROM pg_catalog.pg_available_extensions() a
                         WHERE a.name = e.extname))
UNION ALL
SELECT 'comment', 'pg_namespace'::regclass, n.oid, 0, NULL, NULL, ''
FROM pg_catalog.pg_namespace n
WHERE n.nspname = 'public' AND pg_catalog.obj_description(n.oid, 'pg_namespace') IS NULL
UNION ALL
SELECT 'comment', 'pg_extension'::regclass, e.oid, 0, NULL, NULL, ''
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_available_extensions() a ON a.name = e.extname AND a.comment IS NOT NULL
WHERE pg_catalog.obj_description(e.oid, 'pg_extension') IS NULL
