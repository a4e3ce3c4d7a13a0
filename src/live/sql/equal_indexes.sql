-- Indexes of partitions, and of partitioned tables, that have an equal one beside them: which index of the
-- whole one of a partition is attached to, if any, is then decided by what is made first. `attached_to` is
-- its schema and name. An index of the whole takes in the first equal one that a partition has
-- (CompareIndexInfo() in the server's index.c); here those are equal that look so by their columns.
WITH RECURSIVE own(oid, tab, is_whole, whole, attached, am, keys, columns) AS (
    SELECT i.indexrelid, i.indrelid, t.relkind = 'p', h.inhparent, ih.inhparent, c.relam,
           ARRAY[i.indisunique::int, i.indnatts, i.indnkeyatts], n.names
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid AND (t.relispartition OR t.relkind = 'p')
    LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indrelid AND t.relispartition
    LEFT JOIN pg_catalog.pg_inherits ih ON ih.inhrelid = i.indexrelid
    CROSS JOIN LATERAL (
        SELECT pg_catalog.array_agg(a.attname ORDER BY k.place) AS names
        FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k(number, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) n
    WHERE i.indisvalid
), counting(oid) AS (
    SELECT o.oid
    FROM own o
    JOIN pg_catalog.pg_index e ON e.indrelid = ANY (ARRAY[o.whole, CASE WHEN o.is_whole THEN o.tab END])
                              AND e.indisvalid AND e.indexrelid <> o.oid
                              AND e.indexrelid IS DISTINCT FROM o.attached
                              AND ARRAY[e.indisunique::int, e.indnatts, e.indnkeyatts] = o.keys
    JOIN pg_catalog.pg_class ec ON ec.oid = e.indexrelid AND ec.relam = o.am
    WHERE o.columns = (
        SELECT pg_catalog.array_agg(a.attname ORDER BY k.place)
        FROM pg_catalog.unnest(e.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k(number, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = e.indrelid AND a.attnum = k.number)
    UNION -- what it is attached to comes when it is there
    SELECT o.attached FROM counting c JOIN own o ON o.oid = c.oid WHERE o.attached IS NOT NULL
)
SELECT CASE WHEN k.oid IS NULL THEN 'pg_class'::regclass ELSE 'pg_constraint'::regclass END::oid AS class,
       coalesce(k.oid, o.oid) AS oid, 0 AS sub,
       coalesce((SELECT ARRAY[pn.nspname, p.relname]::text[] FROM pg_catalog.pg_class p
                 JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
                 WHERE p.oid = o.attached), '{}') AS attached_to
FROM own o
LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = o.oid AND k.contype IN ('p', 'u', 'x')
WHERE o.oid IN (SELECT oid FROM counting)
