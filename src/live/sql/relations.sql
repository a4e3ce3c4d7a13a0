-- Tables, foreign tables, views, materialized views, sequences, and the relations behind composite
-- types (pg_class). The sequences of identity columns are read with the columns. A materialized view
-- that reads one which was never filled can't be filled either.
WITH RECURSIVE unfilled(oid) AS (
    SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relkind = 'm' AND NOT c.relispopulated
    UNION
    SELECT r.ev_class
    FROM unfilled u
    JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = u.oid
                               AND d.classid = 'pg_rewrite'::regclass AND d.deptype = 'n'
    JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid AND r.ev_type = '1'
)
SELECT CASE c.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                      WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'composite type' ELSE 'table' END
           AS kind,
       CASE c.relkind WHEN 'c' THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END::oid AS class,
       CASE c.relkind WHEN 'c' THEN c.reltype ELSE c.oid END AS oid, 0 AS sub,
       n.nspname AS n1, c.relname AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name,
       NULL AS position,
       CASE c.relpersistence WHEN 'u' THEN 'true' END AS unlogged,
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS partition_by,
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound,
       CASE WHEN c.relispartition THEN i.parents END AS partition_of,
       CASE WHEN c.relispartition
                 AND (SELECT pg_catalog.array_agg(attname ORDER BY attnum)
                      FROM pg_catalog.pg_attribute
                      WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
                  <> (SELECT pg_catalog.array_agg(attname ORDER BY attnum)
                      FROM pg_catalog.pg_attribute
                      WHERE attrelid = i.parent AND attnum > 0 AND NOT attisdropped)
            THEN 'true' END AS attached,
       CASE WHEN NOT c.relispartition THEN i.parents END AS inherits,
       CASE WHEN g.taken < i.number THEN i.parents[2 * g.taken + 1:] END AS inherits_later,
       CASE WHEN NOT c.relispartition AND i.number > 0 AND g.taken IS NULL
            THEN 'which comes of columns that its parents got later' END AS unknown_column_order,
       CASE WHEN c.reloftype <> 0
            THEN (SELECT ARRAY[tn.nspname, t.typname]::text[] FROM pg_catalog.pg_type t
                  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
                  WHERE t.oid = c.reloftype) END AS of_type,
       CASE WHEN c.relam <> 0
                 AND (a.amname <> 'heap'
                      OR c.relispartition
                         AND c.relam <> (SELECT p.relam FROM pg_catalog.pg_class p WHERE p.oid = i.parent)
                         AND 0 <> (SELECT p.relam FROM pg_catalog.pg_class p WHERE p.oid = i.parent))
            THEN a.amname END AS access_method,
       o.options AS "with",
       s.spcname AS tablespace,
       CASE WHEN c.relrowsecurity THEN 'true' END AS row_security,
       CASE WHEN c.relforcerowsecurity THEN 'true' END AS force_row_security,
       CASE WHEN c.relkind IN ('r', 'p')
            THEN CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' END END
           AS replica_identity,
       CASE WHEN c.relkind IN ('v', 'm')
            THEN pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';') END AS query,
       CASE WHEN c.relkind = 'm' AND c.oid IN (SELECT oid FROM unfilled) THEN 'false' END AS with_data,
       CASE WHEN c.relkind = 'S' AND q.seqtypid <> 20
            THEN pg_catalog.format_type(q.seqtypid, NULL) END AS type,
       CASE WHEN c.relkind = 'S' THEN nullif(pg_catalog.array_remove(ARRAY[
           CASE WHEN q.seqstart <> CASE WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END
                THEN 'START WITH ' || q.seqstart END,
           CASE WHEN q.seqincrement <> 1 THEN 'INCREMENT BY ' || q.seqincrement END,
           CASE WHEN q.seqmin <> CASE WHEN q.seqincrement > 0 THEN 1 ELSE w.least END
                THEN 'MINVALUE ' || q.seqmin END,
           CASE WHEN q.seqmax <> CASE WHEN q.seqincrement > 0 THEN w.most ELSE -1 END
                THEN 'MAXVALUE ' || q.seqmax END,
           CASE WHEN q.seqcache <> 1 THEN 'CACHE ' || q.seqcache END,
           CASE WHEN q.seqcycle THEN 'CYCLE' END], NULL), '{}') END AS options,
       fs.srvname AS server,
       CASE WHEN f.ftoptions IS NOT NULL THEN
       (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(option_name) || ' '
                                    || pg_catalog.quote_literal(option_value) ORDER BY place)
        FROM pg_catalog.pg_options_to_table(f.ftoptions) WITH ORDINALITY
             AS x(option_name, option_value, place)) END AS foreign_options
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_sequence q ON q.seqrelid = c.oid
LEFT JOIN (VALUES (21::oid, -32768::bigint, 32767::bigint), (23, -2147483648, 2147483647),
                  (20, -9223372036854775808, 9223372036854775807)) w(type, least, most)
       ON w.type = q.seqtypid
LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server fs ON fs.oid = f.ftserver
LEFT JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
LEFT JOIN LATERAL (
    SELECT pg_catalog.array_agg(CASE WHEN value ~ '^[0-9.]+$' OR value IN ('true', 'false', 'on', 'off')
                                     THEN pg_catalog.format('%s = %s', name, value)
                                     ELSE pg_catalog.format('%s = %L', name, value) END ORDER BY place)
           AS options
    FROM (SELECT pg_catalog.split_part(entry, '=', 1) AS name,
                 pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1) AS value, place
          FROM pg_catalog.unnest(c.reloptions) WITH ORDINALITY AS o(entry, place)
          UNION ALL
          SELECT 'toast.' || pg_catalog.split_part(entry, '=', 1),
                 pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1), 1000 + place
          FROM pg_catalog.unnest(toast.reloptions) WITH ORDINALITY AS o(entry, place)) pairs
) o ON c.reloptions IS NOT NULL OR toast.oid IS NOT NULL
LEFT JOIN (
    SELECT h.inhrelid, min(h.inhparent) AS parent,
           pg_catalog.count(DISTINCT h.inhparent) AS number,
           pg_catalog.array_agg(part ORDER BY h.inhseqno, place) AS parents
    FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    CROSS JOIN LATERAL (VALUES (1, pn.nspname::text), (2, p.relname::text)) parts(place, part)
    GROUP BY h.inhrelid
) i ON i.inhrelid = c.oid
LEFT JOIN LATERAL ( -- a table made with its first parents has their columns in front; with how many?
    SELECT pg_catalog.max(m.taken) AS taken
    FROM pg_catalog.generate_series(0, CASE WHEN NOT c.relispartition THEN i.number END) m(taken)
    CROSS JOIN LATERAL (
        SELECT pg_catalog.array_agg(a.attname ORDER BY k.key)
                   = pg_catalog.array_agg(a.attname ORDER BY a.attnum)
               AND pg_catalog.bool_and(a.attislocal OR k.inherited) AS fits
        FROM pg_catalog.pg_attribute a
        CROSS JOIN LATERAL (
            SELECT coalesce(min(ARRAY[p.place, pa.attnum]), ARRAY[m.taken + 1, a.attnum]) AS key,
                   count(*) > 0 AS inherited
            FROM (SELECT h.inhparent, pg_catalog.row_number() OVER (ORDER BY h.inhseqno) AS place
                  FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid) p
            JOIN pg_catalog.pg_attribute pa ON pa.attrelid = p.inhparent AND pa.attname = a.attname
                                           AND pa.attnum > 0
            WHERE p.place <= m.taken) k
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) o
    WHERE coalesce(o.fits, true)
) g ON NOT c.relispartition AND i.number > 0
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = CASE c.relkind WHEN 'c' THEN 'pg_type'::regclass
                                                   ELSE 'pg_class'::regclass END
                    AND d.objid = CASE c.relkind WHEN 'c' THEN c.reltype ELSE c.oid END
                    AND (d.deptype = 'e' OR (d.deptype = 'i' AND c.relkind = 'S')))
