-- Policies of row security (pg_policy).
-- only if EXISTS (SELECT FROM pg_catalog.pg_policy)
SELECT 'policy' AS kind, 'pg_policy'::regclass::oid AS class, p.oid, 0 AS sub,
       n.nspname AS n1, c.relname AS n2, p.polname AS n3, 'table' AS parent, NULL AS parent_name,
       NULL AS position,
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
                     WHEN 'd' THEN 'delete' END AS command,
       CASE WHEN NOT p.polpermissive THEN 'true' END AS restrictive,
       CASE WHEN p.polroles <> '{0}'
            THEN (SELECT pg_catalog.array_agg(r.name ORDER BY r.name COLLATE "C")
                  FROM (SELECT CASE role WHEN 0 THEN 'public'
                                         ELSE pg_catalog.pg_get_userbyid(role)::text END
                        FROM pg_catalog.unnest(p.polroles) u(role)) r(name)) END AS roles,
       pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using,
       pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS check
FROM pg_catalog.pg_policy p
JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_class'::regclass
                  AND e.objid = c.oid AND e.deptype = 'e')
