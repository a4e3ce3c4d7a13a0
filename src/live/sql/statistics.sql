-- Extended statistics (pg_statistic_ext).
-- only if EXISTS (SELECT FROM pg_catalog.pg_statistic_ext)
SELECT 'statistics object' AS kind, 'pg_statistic_ext'::regclass::oid AS class, s.oid, 0 AS sub,
       n.nspname AS n1, s.stxname AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       pg_catalog.substr(d.text, 20 + pg_catalog.length(pg_catalog.quote_ident(n.nspname) || '.'
                                                        || pg_catalog.quote_ident(s.stxname))) AS definition,
       CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget::text END AS target
FROM pg_catalog.pg_statistic_ext s
JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
CROSS JOIN LATERAL pg_catalog.pg_get_statisticsobjdef(s.oid) d(text)
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_statistic_ext'::regclass
                  AND e.objid = s.oid AND e.deptype = 'e')
