-- Tables with rows of their own whose numbers `wanted` holds, which stands before this, by number and name:
-- those of which the role sees every row.
SELECT c.oid, n.nspname, c.relname
FROM wanted w
JOIN pg_catalog.pg_class c ON c.oid = w.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  AND pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT pg_catalog.row_security_active(c.oid)
