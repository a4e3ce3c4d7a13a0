-- Which relations belong to the session's role, or to one whose rights it has (manual, "Role Membership"), by
-- the number of each. What `wanted` is stands before this.
SELECT w.number
FROM wanted w
JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
WHERE pg_catalog.pg_has_role(c.relowner, 'USAGE')
