-- What relations hold, by the number of each: bytes with what is stored apart (pg_table_size), rows as
-- statistics know them, and whether there is no page at all (pg_relation_size). That of a partitioned table
-- lies in its partitions. A foreign table's is nobody's here to know. What `wanted` is stands before this.
SELECT w.number, coalesce(pg_catalog.sum(pg_catalog.pg_table_size(p.oid)), 0)::bigint AS bytes,
       coalesce(pg_catalog.sum(greatest(p.reltuples::bigint, pg_catalog.pg_stat_get_live_tuples(p.oid), 0)), 0)::bigint
           AS rows,
       c.relkind IN ('r', 'p', 'm')
           AND coalesce(pg_catalog.sum(pg_catalog.pg_relation_size(p.oid)), 0) = 0
           AND NOT coalesce(pg_catalog.bool_or(p.relkind = 'f'), false) AS empty
FROM wanted w
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
LEFT JOIN LATERAL (SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t WHERE c.relkind = 'p'
                   UNION SELECT c.oid) tree(relid) ON true
LEFT JOIN pg_catalog.pg_class p ON p.oid = tree.relid AND p.relkind IN ('r', 'm', 'f')
GROUP BY w.number, c.relkind
