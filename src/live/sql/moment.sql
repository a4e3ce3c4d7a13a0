-- Versions of the rows that the server's own functions look at when they print something: what is there
-- now, and not in the snapshot. Rows that were there before any transaction that now runs are counted;
-- the others are named, each with its address and version. Whoever asks a second time gives the
-- horizon of the first, $1 (a transaction's number), so that the rows fall into the same two parts.
-- What belongs to a relation in $2 (oid[]) is left out: nobody can change it before the reader lets go.
WITH horizon AS MATERIALIZED (
    SELECT h.xid, pg_catalog.age(h.xid::xid8::xid) AS age
    FROM (SELECT coalesce(nullif($1, ''),
                          pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text)) h(xid)
), rows(kind, schema, name, relation, class, oid, sub, version) AS (
    SELECT 'schema', n.oid, NULL, 0::oid, 'pg_namespace'::regclass, n.oid, 0, n.xmin
    FROM pg_catalog.pg_namespace n
    UNION ALL
    SELECT 'relation', c.relnamespace, c.relname, c.oid, 'pg_attribute'::regclass, c.oid, a.attnum, a.xmin
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attrelid >= 16384 AND a.attnum > 0
    UNION ALL
    SELECT 'relation', c.relnamespace, c.relname, c.oid, 'pg_attrdef'::regclass, d.oid, 0, d.xmin
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid
    UNION ALL -- of a rewritten table, only the row here changes
    SELECT 'sequence', c.relnamespace, c.relname, 0, 'pg_class'::regclass, c.oid, 0, c.xmin
    FROM pg_catalog.pg_class c WHERE c.relkind = 'S'
    UNION ALL
    SELECT 'index', c.relnamespace, c.relname, i.indrelid, 'pg_index'::regclass, c.oid, 0, i.xmin
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    WHERE i.indexrelid >= 16384
    UNION ALL
    SELECT 'constraint', k.connamespace, k.conname, k.conrelid, 'pg_constraint'::regclass, k.oid, 0, k.xmin
    FROM pg_catalog.pg_constraint k WHERE k.oid >= 16384
    UNION ALL
    SELECT 'relation', c.relnamespace, c.relname, c.oid, 'pg_trigger'::regclass, t.oid, 0, t.xmin
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid
    UNION ALL
    SELECT 'relation', c.relnamespace, c.relname, c.oid, 'pg_rewrite'::regclass, r.oid, 0, r.xmin
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid
    WHERE r.oid >= 16384
    UNION ALL
    SELECT 'relation', c.relnamespace, c.relname, c.oid, 'pg_policy'::regclass, p.oid, 0, p.xmin
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
    UNION ALL
    SELECT 'statistics object', s.stxnamespace, s.stxname, s.stxrelid, 'pg_statistic_ext'::regclass, s.oid, 0, s.xmin
    FROM pg_catalog.pg_statistic_ext s
    UNION ALL -- a relation's name is that of its type, too
    SELECT CASE t.typtype WHEN 'c' THEN 'relation' ELSE 'type' END, t.typnamespace, t.typname,
           t.typrelid, 'pg_type'::regclass, t.oid, 0, t.xmin
    FROM pg_catalog.pg_type t WHERE t.oid >= 16384
    UNION ALL
    SELECT 'type', t.typnamespace, t.typname, 0, 'pg_enum'::regclass, e.oid, 0, e.xmin
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
    UNION ALL
    SELECT 'function', p.pronamespace, p.proname, 0, 'pg_proc'::regclass, p.oid, 0, p.xmin
    FROM pg_catalog.pg_proc p WHERE p.oid >= 16384
    UNION ALL
    SELECT 'operator', o.oprnamespace, o.oprname, 0, 'pg_operator'::regclass, o.oid, 0, o.xmin
    FROM pg_catalog.pg_operator o WHERE o.oid >= 16384
    UNION ALL
    SELECT 'operator class', o.opcnamespace, o.opcname, 0, 'pg_opclass'::regclass, o.oid, 0, o.xmin
    FROM pg_catalog.pg_opclass o WHERE o.oid >= 16384
    UNION ALL
    SELECT 'collation', l.collnamespace, l.collname, 0, 'pg_collation'::regclass, l.oid, 0, l.xmin
    FROM pg_catalog.pg_collation l WHERE l.oid >= 16384
    UNION ALL
    SELECT 'text search configuration', f.cfgnamespace, f.cfgname, 0, 'pg_ts_config'::regclass, f.oid, 0, f.xmin
    FROM pg_catalog.pg_ts_config f WHERE f.oid >= 16384
    UNION ALL
    SELECT 'text search dictionary', d.dictnamespace, d.dictname, 0, 'pg_ts_dict'::regclass, d.oid, 0, d.xmin
    FROM pg_catalog.pg_ts_dict d WHERE d.oid >= 16384
), ours AS MATERIALIZED (
    SELECT r.*, n.nspname, pg_catalog.age(r.version) > (SELECT age FROM horizon) AS old
    FROM rows r JOIN pg_catalog.pg_namespace n ON n.oid = r.schema
    WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.unnest($2::oid[]) held WHERE held = r.relation)
)
SELECT 'horizon' AS what, NULL AS name, xid AS version FROM horizon
UNION ALL
SELECT o.kind, NULL, count(*)::text FROM ours o WHERE o.old GROUP BY o.kind
UNION ALL
SELECT o.kind, coalesce(o.nspname || '.' || o.name, o.nspname),
       pg_catalog.concat_ws(' ', o.class::oid, o.oid, o.sub, o.version)
FROM ours o WHERE NOT o.old
