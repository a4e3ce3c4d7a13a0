-- Operators (pg_operator), but for those that are only a name which a commutator or a negator stands
-- for. What such a name may belong to is written all the same: CREATE OPERATOR makes it again.
-- only if EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384)
SELECT 'operator' AS kind, 'pg_operator'::regclass::oid AS class, o.oid, 0 AS sub,
       n.nspname AS n1, o.oprname AS n2,
       coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), NULL), 'NONE') || ', '
           || coalesce(pg_catalog.format_type(nullif(o.oprright, 0), NULL), 'NONE') AS n3,
       NULL AS parent, NULL AS parent_name, NULL::int AS position,
       pg_catalog.format_type(nullif(o.oprleft, 0), NULL) AS left,
       pg_catalog.format_type(nullif(o.oprright, 0), NULL) AS right,
       o.oprcode::text AS function,
       CASE WHEN c.oid IS NOT NULL
            THEN pg_catalog.format('OPERATOR(%I.%s)', cn.nspname, c.oprname) END AS commutator,
       CASE WHEN g.oid IS NOT NULL
            THEN pg_catalog.format('OPERATOR(%I.%s)', gn.nspname, g.oprname) END AS negator,
       CASE WHEN o.oprrest <> 0 THEN o.oprrest::text END AS restrict,
       CASE WHEN o.oprjoin <> 0 THEN o.oprjoin::text END AS join,
       CASE WHEN o.oprcanhash THEN 'true' END AS hashes,
       CASE WHEN o.oprcanmerge THEN 'true' END AS merges
FROM pg_catalog.pg_operator o
JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
LEFT JOIN pg_catalog.pg_operator c ON c.oid = o.oprcom
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = c.oprnamespace
LEFT JOIN pg_catalog.pg_operator g ON g.oid = o.oprnegate
LEFT JOIN pg_catalog.pg_namespace gn ON gn.oid = g.oprnamespace
WHERE o.oid >= 16384 AND o.oprcode <> 0
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e')
