-- What is no fact, because it belongs to an extension (pg_depend) or comes with every database, but may
-- have privileges that it was not born with, or a comment: kind, address and names; and kind and names of
-- the extension, if that is not in every database.
-- only if EXISTS (SELECT FROM pg_catalog.pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND objid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.oid < 16384 AND pg_catalog.obj_description(e.oid, 'pg_extension') IS DISTINCT FROM 'PL/pgSQL procedural language')
-- only if EXISTS (SELECT FROM pg_catalog.pg_language WHERE lanacl IS NOT NULL)
-- only if EXISTS (SELECT FROM pg_catalog.pg_seclabel)
WITH member(class, oid, extension) AS (
    SELECT d.classid, d.objid, e.extname
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
), part(kind, class, oid, sub, n1, n2, n3) AS (
    SELECT CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                          WHEN 'f' THEN 'foreign table' ELSE 'table' END,
           'pg_class'::regclass, c.oid, 0, n.nspname, c.relname, NULL::name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relacl IS NOT NULL AND c.oid >= 16384
    UNION ALL
    SELECT 'column', 'pg_class'::regclass, c.oid, a.attnum, n.nspname, c.relname, a.attname
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND c.oid >= 16384
    UNION ALL
    SELECT 'function', 'pg_proc'::regclass, p.oid, 0, n.nspname, p.proname,
           pg_catalog.oidvectortypes(p.proargtypes)
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE p.proacl IS NOT NULL AND p.oid >= 16384
    UNION ALL
    SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range'
                          WHEN 'c' THEN 'composite type' ELSE 'type' END,
           'pg_type'::regclass, t.oid, 0, n.nspname, t.typname, NULL
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typacl IS NOT NULL AND t.oid >= 16384
    UNION ALL
    SELECT 'schema', 'pg_namespace'::regclass, n.oid, 0, n.nspname, NULL, NULL
    FROM pg_catalog.pg_namespace n WHERE n.nspacl IS NOT NULL AND n.oid >= 16384
    UNION ALL
    SELECT 'foreign-data wrapper', 'pg_foreign_data_wrapper'::regclass, w.oid, 0, w.fdwname, NULL, NULL
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.fdwacl IS NOT NULL
    UNION ALL
    SELECT 'server', 'pg_foreign_server'::regclass, s.oid, 0, s.srvname, NULL, NULL
    FROM pg_catalog.pg_foreign_server s WHERE s.srvacl IS NOT NULL
    UNION ALL
    SELECT 'language', 'pg_language'::regclass, l.oid, 0, l.lanname, NULL, NULL
    FROM pg_catalog.pg_language l WHERE l.lanacl IS NOT NULL
)
SELECT p.kind, p.class::oid AS class, p.oid, p.sub, p.n1, p.n2, p.n3,
       CASE WHEN m.extension <> 'plpgsql' THEN 'extension' END AS whole,
       CASE WHEN m.extension <> 'plpgsql' THEN m.extension END AS w1, NULL AS w2, NULL AS w3
FROM part p LEFT JOIN member m ON m.class = p.class AND m.oid = p.oid
WHERE m.oid IS NOT NULL OR p.oid < 16384
UNION ALL
SELECT 'extension', 'pg_extension'::regclass, e.oid, 0, e.extname, NULL, NULL, NULL, NULL, NULL, NULL
FROM pg_catalog.pg_extension e
WHERE e.oid < 16384
  AND (pg_catalog.obj_description(e.oid, 'pg_extension') IS DISTINCT FROM 'PL/pgSQL procedural language'
       OR EXISTS (SELECT FROM pg_catalog.pg_seclabel l
                  WHERE l.classoid = 'pg_extension'::regclass AND l.objoid = e.oid))
