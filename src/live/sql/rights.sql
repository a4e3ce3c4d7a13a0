-- What of all that is wanted the role lacks, by number; nothing is said of what is not there. Whoever
-- owns something has the rights of that role (manual, "Role Membership"); from PostgreSQL 16 on it takes
-- SET to give something to one. What `wanted` is stands before this.
SELECT w.number
FROM wanted w
LEFT JOIN pg_catalog.pg_roles r ON w.what IN ('act as', 'give to') AND r.rolname = w.one
LEFT JOIN pg_catalog.pg_namespace n ON w.what IN ('create in', 'refer to') AND n.nspname = w.one
LEFT JOIN pg_catalog.pg_class c ON w.what = 'refer to' AND c.relnamespace = n.oid AND c.relname = w.other
WHERE CASE w.what
      WHEN 'act as' THEN NOT pg_catalog.pg_has_role(r.oid, 'USAGE')
      WHEN 'give to' THEN NOT pg_catalog.pg_has_role(r.oid, 'MEMBER') -- before 16
      WHEN 'give to' THEN NOT pg_catalog.pg_has_role(r.oid, 'SET') -- from 16
      WHEN 'create in' THEN NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
      WHEN 'create schema' THEN NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
      ELSE NOT pg_catalog.has_any_column_privilege(c.oid, 'REFERENCES')
      END
