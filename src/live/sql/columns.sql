-- Columns of tables, attributes of composite types, columns of views with a default, and columns of
-- materialized views that are stored otherwise than usual (pg_attribute, pg_attrdef; the sequence of an
-- identity column from pg_sequence). An inherited column, and one of a typed table, counts where it
-- differs from its parent's; a partition whose columns are its table's in the same order inherits them,
-- however it came to be one. Newer minor releases keep an option of their own, `pg_attver`, which
-- pg_dump hides too. A default names no column, so pg_get_expr need not open its table. Options of an
-- identity column are held against what its type gives, whatever type its sequence has: LIKE makes one of
-- bigint with the limits of the column's type. `identity_sequence` is what takes ALTER SEQUENCE.
WITH limits(type, least, most) AS (
    VALUES (21::oid, -32768::bigint, 32767::bigint), (23, -2147483648, 2147483647),
           (20, -9223372036854775808, 9223372036854775807)
), inherited AS MATERIALIZED (
    SELECT a.attrelid, a.attname,
           p.attnotnull -- before 18
           p.attnotnull AND NOT coalesce(pn.connoinherit, false) -- from 18
               AS parent_not_null,
           pg_catalog.pg_get_expr(d.adbin, CASE a.attgenerated WHEN '' THEN 0 ELSE d.adrelid END)
               AS own_default,
           p.attstorage AS parent_storage,
           p.attcompression AS parent_compression, -- from 14
           pg_catalog.pg_get_expr(pd.adbin, CASE p.attgenerated WHEN '' THEN 0 ELSE pd.adrelid END)
               AS parent_default
    FROM (SELECT DISTINCT ON (inhrelid) inhrelid, inhparent, count(*) OVER (PARTITION BY inhrelid) AS parents
          FROM pg_catalog.pg_inherits ORDER BY inhrelid, inhseqno) h
    JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('r', 'p', 'f')
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                  AND a.attinhcount > 0
                                  AND CASE WHEN c.relispartition
                                           THEN (SELECT pg_catalog.array_agg(attname ORDER BY attnum)
                                                 FROM pg_catalog.pg_attribute
                                                 WHERE attrelid = h.inhrelid AND attnum > 0
                                                   AND NOT attisdropped)
                                              = (SELECT pg_catalog.array_agg(attname ORDER BY attnum)
                                                 FROM pg_catalog.pg_attribute
                                                 WHERE attrelid = h.inhparent AND attnum > 0
                                                   AND NOT attisdropped)
                                           ELSE NOT a.attislocal END
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_attribute p -- of the first parent that has one
           ON p.attname = a.attname
          AND p.attrelid = CASE WHEN h.parents = 1 THEN h.inhparent
                                ELSE (SELECT o.inhparent FROM pg_catalog.pg_inherits o
                                      JOIN pg_catalog.pg_attribute oa ON oa.attrelid = o.inhparent
                                                                     AND oa.attname = a.attname
                                      WHERE o.inhrelid = h.inhrelid ORDER BY o.inhseqno LIMIT 1) END
    LEFT JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.attrelid AND pd.adnum = p.attnum
    LEFT JOIN pg_catalog.pg_constraint pn ON pn.conrelid = p.attrelid AND pn.contype = 'n' -- from 18
                                         AND pn.conkey[1] = p.attnum -- from 18
)
SELECT CASE c.relkind WHEN 'c' THEN 'attribute' ELSE 'column' END AS kind,
       'pg_class'::regclass::oid AS class, c.oid, a.attnum AS sub,
       n.nspname AS n1, c.relname AS n2, a.attname AS n3,
       CASE c.relkind WHEN 'c' THEN 'composite type' WHEN 'f' THEN 'foreign table'
                      WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END AS parent,
       NULL AS parent_name, a.attnum AS position,
       CASE WHEN c.reloftype <> 0 THEN 'of type'
            WHEN h.attrelid IS NOT NULL THEN CASE WHEN c.relispartition THEN 'partition' ELSE 'child' END END
            AS inherited,
       CASE WHEN h.attrelid IS NULL AND c.relkind NOT IN ('v', 'm') AND c.reloftype = 0
            THEN pg_catalog.format_type(a.atttypid, a.atttypmod) END AS type,
       CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation AND h.attrelid IS NULL
                 AND c.relkind NOT IN ('v', 'm')
            THEN (SELECT pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname)
                  FROM pg_catalog.pg_collation l
                  JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
                  WHERE l.oid = a.attcollation) END AS collation,
       CASE WHEN d.adbin IS NOT NULL AND a.attgenerated = ''
            THEN pg_catalog.pg_get_expr(d.adbin, 0) END AS "default",
       CASE WHEN d.adbin IS NULL
                 AND (h.parent_default IS NOT NULL
                      OR a.attinhcount > 0 AND NOT c.relispartition
                         AND EXISTS (SELECT FROM pg_catalog.pg_inherits i
                                     JOIN pg_catalog.pg_attribute p ON p.attrelid = i.inhparent
                                                                   AND p.attname = a.attname
                                     WHERE i.inhrelid = c.oid AND p.atthasdef AND p.attgenerated = ''))
            THEN 'true' END AS no_default,
       CASE WHEN d.adbin IS NOT NULL AND a.attgenerated <> ''
            THEN CASE WHEN h.attrelid IS NOT NULL
                      THEN nullif(pg_catalog.pg_get_expr(d.adbin, d.adrelid), h.parent_default)
                      WHEN a.attinhcount = 0 OR c.relispartition
                      THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                      ELSE nullif(pg_catalog.pg_get_expr(d.adbin, d.adrelid), -- the parent's is inherited
                                  (SELECT pg_catalog.pg_get_expr(pd.adbin, pd.adrelid)
                                   FROM pg_catalog.pg_inherits i
                                   JOIN pg_catalog.pg_attribute p ON p.attrelid = i.inhparent
                                                                 AND p.attname = a.attname
                                   JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.attrelid
                                                                AND pd.adnum = p.attnum
                                   WHERE i.inhrelid = c.oid ORDER BY i.inhseqno LIMIT 1)) END END
            AS generated,
       CASE a.attgenerated WHEN 'v' THEN 'true' END AS virtual,
       CASE i.identity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       nullif(q.options, '{}') AS identity_options, q.alteration AS identity_sequence,
       CASE WHEN a.attnotnull AND NOT coalesce(h.parent_not_null, false) THEN 'true' END AS not_null,
       nn.name AS not_null_name, -- from 18
       nn.taken AS not_null_said, -- from 18
       CASE WHEN nn.no_inherit THEN 'true' END AS not_null_no_inherit, -- from 18
       CASE WHEN nn.not_valid THEN 'true' END AS not_null_not_valid, -- from 18
       nn.comment AS not_null_comment, -- from 18
       CASE WHEN a.attstorage <> coalesce(h.parent_storage, t.typstorage)
            THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main'
                                   ELSE 'extended' END END AS storage,
       CASE WHEN a.attcompression <> coalesce(h.parent_compression, '') -- from 14
            THEN CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' -- from 14
                                       ELSE 'default' END END AS compression, -- from 14
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
       CASE WHEN a.attoptions IS NOT NULL
            THEN (SELECT pg_catalog.array_agg(pg_catalog.replace(entry, '=', ' = ') ORDER BY place)
                  FROM pg_catalog.unnest(a.attoptions) WITH ORDINALITY AS x(entry, place)
                  WHERE entry NOT LIKE 'pg\_attver=%') END AS options,
       CASE WHEN a.attfdwoptions IS NOT NULL THEN
       (SELECT pg_catalog.array_agg(pg_catalog.quote_ident(option_name) || ' '
                                    || pg_catalog.quote_literal(option_value) ORDER BY place)
        FROM pg_catalog.pg_options_to_table(a.attfdwoptions) WITH ORDINALITY
             AS x(option_name, option_value, place)) END AS foreign_options
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
CROSS JOIN LATERAL (
    SELECT a.attidentity AS identity -- before 17
    SELECT CASE WHEN c.relispartition THEN '' ELSE a.attidentity END AS identity -- from 17
) i
LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND a.atthasdef
LEFT JOIN inherited h ON h.attrelid = a.attrelid AND h.attname = a.attname
LEFT JOIN LATERAL ( -- from 18
    SELECT CASE WHEN k.conname <> pg_catalog.left(c.relname || '_' || a.attname || '_not_null', 63) -- from 18
                     AND k.conislocal AND k.coninhcount = 0 THEN k.conname END AS name, -- from 18
           -- a parent has it too, which lets nobody rename it, or another constraint has that name: the
           -- server would choose another one
           CASE WHEN k.conislocal AND (k.coninhcount > 0 -- from 18
                          AND k.conname <> pg_catalog.left(c.relname || '_' || a.attname || '_not_null', 63) -- from 18
                          OR EXISTS ( -- from 18
                     SELECT FROM pg_catalog.pg_constraint o -- from 18
                     WHERE o.conname = k.conname AND o.connamespace = k.connamespace -- from 18
                       AND o.oid <> k.oid AND o.coninhcount = 0)) -- from 18
                THEN k.conname END AS taken, -- from 18
           k.conislocal AND k.connoinherit AS no_inherit, -- from 18
           k.conislocal AND NOT k.convalidated AS not_valid, -- from 18
           CASE WHEN kd.objoid IS NOT NULL THEN ARRAY[k.conname::text, kd.description] END AS comment -- from 18
    FROM pg_catalog.pg_constraint k -- from 18
    LEFT JOIN pg_catalog.pg_description kd ON kd.classoid = 'pg_constraint'::regclass -- from 18
                                          AND kd.objoid = k.oid AND kd.objsubid = 0 -- from 18
    WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum -- from 18
) nn ON a.attnotnull -- from 18
LEFT JOIN LATERAL (
    SELECT pg_catalog.array_remove(
               ARRAY[CASE WHEN s.relname <> pg_catalog.left(c.relname || '_' || a.attname || '_seq', 63)
                               OR s.relnamespace <> c.relnamespace
                          THEN pg_catalog.format('SEQUENCE NAME %I.%I', sn.nspname, s.relname) END]
               || CASE WHEN w.fits THEN o.options END
               || CASE WHEN s.relpersistence <> c.relpersistence -- from 15
                       THEN CASE s.relpersistence WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END END -- from 15
               , NULL) AS options,
           CASE WHEN NOT w.fits
                THEN pg_catalog.format('%I.%I AS %s %s RESTART', sn.nspname, s.relname,
                                       pg_catalog.format_type(q.seqtypid, NULL),
                                       pg_catalog.array_to_string(o.options, ' ')) END AS alteration
    FROM pg_catalog.pg_depend e
    JOIN pg_catalog.pg_sequence q ON q.seqrelid = e.objid
    JOIN pg_catalog.pg_class s ON s.oid = e.objid
    JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
    JOIN limits own ON own.type = a.atttypid
    JOIN limits its ON its.type = q.seqtypid
    CROSS JOIN LATERAL (
        SELECT f.fits, CASE WHEN f.fits THEN own.least ELSE its.least END AS least,
               CASE WHEN f.fits THEN own.most ELSE its.most END AS most
        FROM (SELECT q.seqmin >= own.least AND q.seqmax <= own.most AS fits) f) w
    CROSS JOIN LATERAL (SELECT pg_catalog.array_remove(ARRAY[
        CASE WHEN q.seqstart <> CASE WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END
             THEN 'START WITH ' || q.seqstart END,
        CASE WHEN q.seqincrement <> 1 THEN 'INCREMENT BY ' || q.seqincrement END,
        CASE WHEN q.seqmin <> CASE WHEN q.seqincrement > 0 THEN 1 ELSE w.least END
             THEN 'MINVALUE ' || q.seqmin END,
        CASE WHEN q.seqmax <> CASE WHEN q.seqincrement > 0 THEN w.most ELSE -1 END
             THEN 'MAXVALUE ' || q.seqmax END,
        CASE WHEN q.seqcache <> 1 THEN 'CACHE ' || q.seqcache END,
        CASE WHEN q.seqcycle THEN 'CYCLE' END], NULL) AS options) o
    WHERE i.identity <> ''
      AND e.classid = 'pg_class'::regclass AND e.refclassid = 'pg_class'::regclass AND e.deptype = 'i'
      AND e.refobjid = c.oid AND e.refobjsubid = a.attnum
    OFFSET 0 -- a plan of its own, which looks for nothing where there is no identity
) q ON i.identity <> ''
WHERE c.relkind IN ('r', 'p', 'f', 'c', 'v', 'm')
  AND (c.relkind <> 'v' OR d.adbin IS NOT NULL)
  AND (h.attrelid IS NULL AND c.reloftype = 0 AND c.relkind <> 'm' OR i.identity <> ''
       OR h.own_default IS DISTINCT FROM h.parent_default
       OR c.reloftype <> 0 AND a.atthasdef
       OR a.attnotnull <> coalesce(h.parent_not_null, false)
       OR nn.not_valid OR nn.no_inherit OR nn.comment IS NOT NULL -- from 18
       OR a.attstorage <> coalesce(h.parent_storage, t.typstorage)
       OR a.attcompression <> coalesce(h.parent_compression, '') -- from 14
       OR a.attstattarget >= 0
       OR a.attfdwoptions IS NOT NULL
       OR a.attoptions IS NOT NULL
          AND EXISTS (SELECT FROM pg_catalog.unnest(a.attoptions) entry
                      WHERE entry NOT LIKE 'pg\_attver=%'))
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = CASE c.relkind WHEN 'c' THEN 'pg_type'::regclass
                                                   ELSE 'pg_class'::regclass END
                    AND e.objid = CASE c.relkind WHEN 'c' THEN c.reltype ELSE c.oid END
                    AND e.deptype = 'e')
