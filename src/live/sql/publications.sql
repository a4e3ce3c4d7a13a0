-- Publications (pg_publication, pg_publication_rel; from PostgreSQL 15 on pg_publication_namespace).
-- A table is written as it stands in CREATE PUBLICATION: itself and not its children, which are in the
-- list for themselves.
-- only if EXISTS (SELECT FROM pg_catalog.pg_publication)
SELECT 'publication' AS kind, 'pg_publication'::regclass::oid AS class, p.oid, 0 AS sub,
       p.pubname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       CASE WHEN p.puballtables THEN 'true' END AS all_tables,
       t.tables,
       s.schemas, -- from 15
       CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate)
            THEN pg_catalog.concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                                      CASE WHEN p.pubupdate THEN 'update' END,
                                      CASE WHEN p.pubdelete THEN 'delete' END,
                                      CASE WHEN p.pubtruncate THEN 'truncate' END) END AS publish,
       CASE p.pubgencols WHEN 's' THEN 'stored' END AS publish_generated_columns, -- from 18
       CASE WHEN p.pubviaroot THEN 'true' END AS publish_via_partition_root
FROM pg_catalog.pg_publication p
LEFT JOIN (
    SELECT r.prpubid,
           pg_catalog.array_agg(pg_catalog.format('ONLY %I.%I', n.nspname, c.relname)
                                || coalesce(' (' || a.columns || ')', '') -- from 15
                                || coalesce(' WHERE (' -- from 15
                                            || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '') -- from 15
                                ORDER BY n.nspname, c.relname) AS tables
    FROM pg_catalog.pg_publication_rel r
    JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL ( -- from 15
        SELECT pg_catalog.string_agg(pg_catalog.quote_ident(attname), ', ' ORDER BY attnum) AS columns -- from 15
        FROM pg_catalog.pg_attribute -- from 15
        WHERE attrelid = r.prrelid AND attnum = ANY (r.prattrs::pg_catalog.int2[]) -- from 15
    ) a -- from 15
    GROUP BY r.prpubid
) t ON t.prpubid = p.oid
LEFT JOIN ( -- from 15
    SELECT r.pnpubid, pg_catalog.array_agg(n.nspname::text ORDER BY n.nspname) AS schemas -- from 15
    FROM pg_catalog.pg_publication_namespace r JOIN pg_catalog.pg_namespace n ON n.oid = r.pnnspid -- from 15
    GROUP BY r.pnpubid -- from 15
) s ON s.pnpubid = p.oid -- from 15
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_publication'::regclass
                  AND e.objid = p.oid AND e.deptype = 'e')
