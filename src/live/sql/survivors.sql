-- Tables and their columns by name, and the numbers that they are known by: a row for each table alone
-- and for each of its columns.
SELECT n.nspname, c.relname, a.attname, c.oid || ' ' || coalesce(a.attnum, 0)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%'
