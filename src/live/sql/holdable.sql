-- What this role may lock against changes (manual, "LOCK"): tables and views, those first that changed
-- last. At most half of the locks that the server still has room for (manual, "Lock Management").
SELECT n.nspname, c.relname
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v') AND c.relpersistence <> 't'
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
ORDER BY pg_catalog.age(c.xmin), c.oid DESC
LIMIT (SELECT greatest(0, (pg_catalog.current_setting('max_locks_per_transaction')::bigint
                           * (pg_catalog.current_setting('max_connections')::bigint
                              + pg_catalog.current_setting('max_prepared_transactions')::bigint)
                           - count(*)) / 2)
       FROM pg_catalog.pg_locks WHERE NOT fastpath)
