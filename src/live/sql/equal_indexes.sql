-- Indexes of partitions, and of partitioned tables, that have an equal one beside them: which index of the
-- whole one of a partition is attached to, if any, is then decided by what is made first. `attached_to` is
-- its schema and name. An index of the whole takes in the first equal one that a partition has
-- (CompareIndexInfo() in the server's index.c); here those are equal that look so by their columns.
-- only if EXISTS (SELECT FROM pg_catalog.pg_partitioned_table)
WITH RECURSIVE own(oid, attached, key, beside) AS ( -- one key, so that the server joins by hashing it
    SELECT i.indexrelid, ih.inhparent, pg_catalog.concat_ws(' ', i.indrelid, l.looks),
           ARRAY[CASE WHEN t.relispartition THEN pg_catalog.concat_ws(' ', h.inhparent, l.looks) END,
                 CASE WHEN t.relkind = 'p' THEN pg_catalog.concat_ws(' ', i.indrelid, l.looks) END]
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid AND (t.relispartition OR t.relkind = 'p')
    LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indrelid AND t.relispartition
    LEFT JOIN pg_catalog.pg_inherits ih ON ih.inhrelid = i.indexrelid
    CROSS JOIN LATERAL (
        SELECT pg_catalog.concat_ws(' ', c.relam, i.indisunique, i.indnatts, i.indnkeyatts,
                                    pg_catalog.array_agg(a.attname ORDER BY k.place)) AS looks
        FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k(number, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) l
    WHERE i.indisvalid
), counting(oid) AS (
    SELECT o.oid
    FROM own o
    CROSS JOIN LATERAL pg_catalog.unnest(o.beside) AS beside(key)
    JOIN own e ON e.key = beside.key
    WHERE e.oid <> o.oid AND e.oid IS DISTINCT FROM o.attached
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
