-- Triggers of tables and views (pg_trigger). Those that partitions have from their table are its,
-- unless they are enabled otherwise; until PostgreSQL 14 they are marked as internal, like those of
-- foreign keys. The columns of UPDATE OF stand for themselves, between what comes before them and behind.
-- only if EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE NOT tgisinternal OR tgparentid <> 0)
SELECT 'trigger' AS kind, 'pg_trigger'::regclass::oid AS class, t.oid, 0 AS sub,
       n.nspname AS n1, c.relname AS n2, t.tgname AS n3,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'f' THEN 'foreign table' ELSE 'table' END AS parent,
       NULL AS parent_name, NULL AS position,
       CASE WHEN p.oid IS NOT NULL THEN 'true' END AS inherited,
       CASE WHEN t.tgconstraint <> 0 THEN 'true' END AS constraint,
       CASE WHEN p.oid IS NULL AND o.list IS NOT NULL
            THEN pg_catalog.left(d.text, pg_catalog.strpos(d.text, o.words) + 6) END AS events,
       CASE WHEN p.oid IS NULL THEN o.list END AS columns,
       CASE WHEN p.oid IS NULL AND o.list IS NULL THEN d.text
            WHEN p.oid IS NULL THEN pg_catalog.substr(
                d.text, pg_catalog.strpos(d.text, o.words) + pg_catalog.length(o.words) + 1)
       END AS definition,
       CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always'
                        ELSE CASE WHEN p.oid IS NOT NULL THEN 'origin' END END AS enabled
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_trigger p ON p.oid = t.tgparentid
LEFT JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint -- before 15
CROSS JOIN LATERAL (
    SELECT pg_catalog.substr(g, pg_catalog.strpos(g, ' TRIGGER ') + 9
                                + pg_catalog.length(pg_catalog.quote_ident(t.tgname)) + 1)
    FROM pg_catalog.pg_get_triggerdef(t.oid, false) g
) d(text)
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(a.attname::text ORDER BY x.place) AS list,
           ' UPDATE OF ' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY x.place)
               AS words
    FROM pg_catalog.unnest(t.tgattr::pg_catalog.int2[]) WITH ORDINALITY AS x(number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = x.number
) o
WHERE (NOT t.tgisinternal
       OR p.oid IS NOT NULL AND (k.oid IS NULL OR k.contype = 't') -- before 15
      ) AND (p.oid IS NULL OR p.tgenabled <> t.tgenabled)
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.deptype = 'e' AND (e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                             OR e.classid = 'pg_trigger'::regclass AND e.objid = t.oid))
