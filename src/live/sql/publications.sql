-- Publications and what they publish (pg_publication, pg_publication_rel, pg_publication_namespace).
WITH member AS (
    SELECT r.prpubid, pg_catalog.format('%I.%I', n.nspname, c.relname)
           || coalesce((SELECT ' (' || pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.place) || ')' -- from 15
                        FROM pg_catalog.unnest(r.prattrs) WITH ORDINALITY AS k(attnum, place) -- from 15
                        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum), '') -- from 15
           || coalesce(' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '') -- from 15
           AS words
    FROM pg_catalog.pg_publication_rel r
    JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
)
SELECT 'publication' AS kind, 'pg_publication'::regclass::oid AS class, p.oid, 0 AS sub,
       p.pubname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE WHEN p.puballtables THEN 'true' END AS all_tables,
       (SELECT pg_catalog.array_agg(m.words ORDER BY m.words) FROM member m WHERE m.prpubid = p.oid) AS tables,
       (SELECT pg_catalog.array_agg(n.nspname::text ORDER BY n.nspname) -- from 15
        FROM pg_catalog.pg_publication_namespace s -- from 15
        JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid) AS schemas, -- from 15
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate)
            THEN pg_catalog.concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                                      CASE WHEN p.pubupdate THEN 'update' END,
                                      CASE WHEN p.pubdelete THEN 'delete' END,
                                      CASE WHEN p.pubtruncate THEN 'truncate' END) END AS publish,
       CASE p.pubgencols WHEN 's' THEN 'stored' END AS generated_columns, -- from 18
       CASE WHEN p.pubviaroot THEN 'true' END AS via_root
FROM pg_catalog.pg_publication p
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_publication'::regclass
                  AND e.objid = p.oid AND e.deptype = 'e')
