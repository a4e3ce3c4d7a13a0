-- Rules of tables and views (pg_rewrite), but for the one that makes a view a view.
-- only if EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE oid >= 16384 AND ev_type <> '1')
SELECT 'rule' AS kind, 'pg_rewrite'::regclass::oid AS class, r.oid, 0 AS sub,
       n.nspname AS n1, c.relname AS n2, r.rulename AS n3,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                      ELSE 'table' END AS parent,
       NULL AS parent_name, NULL AS position,
       pg_catalog.btrim(pg_catalog.substr(d.text, 16 + pg_catalog.length(pg_catalog.quote_ident(r.rulename))),
                        E' \n;') AS definition,
       CASE r.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END
           AS enabled
FROM pg_catalog.pg_rewrite r
JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_catalog.pg_get_ruledef(r.oid) d(text)
WHERE r.ev_type <> '1' AND r.oid >= 16384
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.deptype = 'e' AND (e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                             OR e.classid = 'pg_rewrite'::regclass AND e.objid = r.oid))
