-- Procedural languages, casts and transforms (pg_language, pg_cast, pg_transform). A cast lives in no
-- schema; it is known by its two types.
-- only if EXISTS (SELECT FROM pg_catalog.pg_language WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_cast WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_transform)
SELECT 'language' AS kind, 'pg_language'::regclass::oid AS class, l.oid, 0 AS sub,
       l.lanname::text AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE WHEN l.lanpltrusted THEN 'true' END AS trusted,
       CASE WHEN l.lanplcallfoid <> 0 THEN l.lanplcallfoid::pg_catalog.regproc::text END AS handler,
       CASE WHEN l.laninline <> 0 THEN l.laninline::pg_catalog.regproc::text END AS inline,
       CASE WHEN l.lanvalidator <> 0 THEN l.lanvalidator::pg_catalog.regproc::text END AS validator,
       NULL AS function, NULL AS inout, NULL AS context, NULL AS from_sql, NULL AS to_sql
FROM pg_catalog.pg_language l
WHERE l.lanispl AND l.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_language'::regclass
                  AND e.objid = l.oid AND e.deptype = 'e')
UNION ALL
SELECT 'cast', 'pg_cast'::regclass, c.oid, 0, pg_catalog.format_type(c.castsource, NULL),
       pg_catalog.format_type(c.casttarget, NULL), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       CASE WHEN c.castfunc <> 0 THEN c.castfunc::pg_catalog.regprocedure::text END,
       CASE c.castmethod WHEN 'i' THEN 'true' END,
       CASE c.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END, NULL, NULL
FROM pg_catalog.pg_cast c
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_cast'::regclass
                  AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
UNION ALL
SELECT 'transform', 'pg_transform'::regclass, t.oid, 0, pg_catalog.format_type(t.trftype, NULL),
       l.lanname::text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       CASE WHEN t.trffromsql <> 0 THEN t.trffromsql::pg_catalog.regprocedure::text END,
       CASE WHEN t.trftosql <> 0 THEN t.trftosql::pg_catalog.regprocedure::text END
FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_transform'::regclass
                  AND e.objid = t.oid AND e.deptype = 'e')
