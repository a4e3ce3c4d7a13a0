-- Comments, by the address of what they are about (pg_description). What an extension says of itself
-- is its own (pg_available_extensions, which reads the control files of all that the server has: it is
-- not asked about the one that every database comes with, while that says what it says everywhere). That
-- `public` or an extension has lost the one it comes with is one, too.
SELECT 'comment' AS kind, d.classoid AS class, d.objoid AS oid, d.objsubid AS sub, a.attname AS column,
       NULL AS name, d.description AS text
FROM pg_catalog.pg_description d
LEFT JOIN pg_catalog.pg_attribute a ON d.classoid = 'pg_class'::regclass AND a.attrelid = d.objoid
                                   AND a.attnum = d.objsubid AND d.objsubid > 0
WHERE d.objoid >= 16384 AND d.classoid <> 'pg_extension'::regclass
UNION ALL
SELECT 'comment', d.classoid, d.objoid, 0, NULL, NULL, d.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_description d ON d.objoid = n.oid AND d.classoid = 'pg_namespace'::regclass
WHERE n.oid < 16384 AND d.description <> 'standard public schema'
UNION ALL
SELECT 'comment', 'pg_namespace'::regclass, n.oid, 0, NULL, NULL, ''
FROM pg_catalog.pg_namespace n
WHERE n.nspname = 'public' AND pg_catalog.obj_description(n.oid, 'pg_namespace') IS NULL
UNION ALL
SELECT 'comment', 'pg_extension'::regclass, e.oid, 0, NULL, NULL, coalesce(said.text, '')
FROM pg_catalog.pg_extension e
CROSS JOIN LATERAL (SELECT pg_catalog.obj_description(e.oid, 'pg_extension')) said(text)
WHERE CASE WHEN e.extname = 'plpgsql' AND said.text = 'PL/pgSQL procedural language' THEN false
           ELSE said.text IS DISTINCT FROM (SELECT a.comment FROM pg_catalog.pg_available_extensions() a
                                            WHERE a.name = e.extname) END
