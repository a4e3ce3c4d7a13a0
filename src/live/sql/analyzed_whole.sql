-- Relations whose numbers `wanted` holds, which stands before this, that have statistics of expressions in
-- indexes, or of several columns: only an ANALYZE without columns renews those (manual, "ANALYZE").
SELECT n.nspname, c.relname
FROM wanted w
JOIN pg_catalog.pg_class c ON c.oid = w.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indexprs IS NOT NULL)
   OR EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s WHERE s.stxrelid = c.oid)
