-- Indexes that belong to no constraint (pg_index). An operator class is left out where it is the one
-- that the column's type has by default, as pg_get_indexdef does. `only_with`: the index of a partitioned
-- table that not every partition has, and those of the partitions that do.
SELECT 'index' AS kind, 'pg_class'::regclass::oid AS class, c.oid, 0 AS sub,
       n.nspname AS n1, c.relname AS n2, NULL AS n3,
       CASE t.relkind WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END
           AS parent,
       t.relname AS parent_name, NULL AS position,
       CASE WHEN i.indisunique THEN 'true' END AS unique,
       CASE WHEN am.amname <> 'btree' THEN am.amname END AS method,
       e.elements,
       CASE WHEN i.indnatts > i.indnkeyatts
            THEN (SELECT pg_catalog.array_agg(a.attname::text ORDER BY ia.attnum)
                  FROM pg_catalog.pg_attribute ia JOIN pg_catalog.pg_attribute a
                       ON a.attrelid = t.oid AND a.attnum = i.indkey[ia.attnum - 1]
                  WHERE ia.attrelid = c.oid AND ia.attnum > i.indnkeyatts) END AS include,
       CASE WHEN i.indnullsnotdistinct THEN 'true' END AS nulls_not_distinct, -- from 15
       CASE WHEN c.reloptions IS NOT NULL
            THEN (SELECT pg_catalog.array_agg(pg_catalog.replace(entry, '=', ' = ') ORDER BY place)
                  FROM pg_catalog.unnest(c.reloptions) WITH ORDINALITY AS o(entry, place)) END AS "with",
       s.spcname AS tablespace,
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS "where",
       e.statistics,
       CASE WHEN i.indisclustered THEN 'true' END AS clustered,
       CASE WHEN i.indisreplident THEN 'true' END AS replica_identity,
       CASE WHEN NOT i.indisvalid AND c.relkind = 'i' THEN 'true' END AS invalid,
       CASE WHEN NOT i.indisvalid AND c.relkind = 'I'
            THEN coalesce((SELECT pg_catalog.array_agg(pg_catalog.format('%I.%I', pn.nspname, p.relname)
                                                       ORDER BY pn.nspname, p.relname)
                           FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhrelid
                           JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                           WHERE h.inhparent = c.oid), '{}') END AS only_with
FROM (SELECT * FROM pg_catalog.pg_index
      WHERE indexrelid >= 16384
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                        WHERE k.conindid = indexrelid AND k.contype IN ('p', 'u', 'x'))) i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(
               CASE WHEN ta.attname IS NOT NULL THEN pg_catalog.quote_ident(ta.attname)
                    ELSE pg_catalog.pg_get_indexdef(i.indexrelid, ka.attnum, false) END
               || CASE WHEN i.indcollation[ka.attnum - 1] IN (0, ty.typcollation, ta.attcollation)
                            AND (ta.attcollation IS NOT NULL
                                 OR i.indcollation[ka.attnum - 1] IN (0, ty.typcollation))
                            AND coalesce(ta.attcollation, ty.typcollation) = i.indcollation[ka.attnum - 1]
                            OR i.indcollation[ka.attnum - 1] = 0 THEN ''
                       ELSE (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname)
                             FROM pg_catalog.pg_collation co
                             JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
                             WHERE co.oid = i.indcollation[ka.attnum - 1]) END
               || CASE WHEN ((i.indclass[ka.attnum - 1], key.type)
                                 IN (SELECT oid, opcintype FROM pg_catalog.pg_opclass WHERE opcdefault)
                             OR i.indclass[ka.attnum - 1]
                                    IN (SELECT oid FROM pg_catalog.pg_opclass WHERE opcdefault)
                                AND (c.relam, key.type)
                                    NOT IN (SELECT opcmethod, opcintype FROM pg_catalog.pg_opclass
                                            WHERE opcdefault))
                            AND (ka.attoptions IS NULL
                                 OR NOT EXISTS (SELECT FROM pg_catalog.unnest(ka.attoptions) o
                                                WHERE o NOT LIKE 'pg\_attver=%'))
                       THEN ''
                       ELSE (SELECT ' ' || pg_catalog.quote_ident(ocn.nspname) || '.'
                                    || pg_catalog.quote_ident(oc.opcname)
                             FROM pg_catalog.pg_opclass oc
                             JOIN pg_catalog.pg_namespace ocn ON ocn.oid = oc.opcnamespace
                             WHERE oc.oid = i.indclass[ka.attnum - 1])
                            || coalesce((
                                SELECT ' (' || pg_catalog.string_agg(pg_catalog.format('%s=%L',
                                           pg_catalog.split_part(o, '=', 1),
                                           pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1)), ', ')
                                       || ')'
                                FROM pg_catalog.unnest(ka.attoptions) o
                                WHERE o NOT LIKE 'pg\_attver=%'), '') END
               || CASE i.indoption[ka.attnum - 1] & 3 WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST'
                                                      WHEN 3 THEN ' DESC' ELSE '' END
               ORDER BY ka.attnum) AS elements,
           pg_catalog.array_agg(ka.attnum || ' ' || ka.attstattarget ORDER BY ka.attnum)
               FILTER (WHERE ka.attstattarget >= 0) AS statistics
    FROM pg_catalog.pg_attribute ka
    LEFT JOIN pg_catalog.pg_attribute ta ON ta.attrelid = i.indrelid AND ta.attnum > 0
                                        AND ta.attnum = i.indkey[ka.attnum - 1]
    JOIN pg_catalog.pg_type ty ON ty.oid = coalesce(ta.atttypid, ka.atttypid)
    CROSS JOIN LATERAL (SELECT coalesce(nullif(ty.typbasetype, 0), ty.oid) AS type) key
    WHERE ka.attrelid = i.indexrelid AND ka.attnum <= i.indnkeyatts
) e
WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass
                  AND d.objid = t.oid AND d.deptype = 'e')
