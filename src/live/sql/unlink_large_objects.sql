-- Removes the large objects of roles that this one may act for, unless a table outside of the schemas given
-- has a column that may hold the number of one. Returns how many.
SELECT pg_catalog.count(pg_catalog.lo_unlink(o.oid))
FROM pg_catalog.pg_largeobject_metadata o
WHERE pg_catalog.pg_has_role(o.lomowner, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'm')
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                  WHERE a.attnum > 0 AND c.oid >= 16384
                    AND n.nspname <> ALL ($1::text[])
                    AND (t.oid = 'pg_catalog.oid'::regtype OR t.typbasetype = 'pg_catalog.oid'::regtype))
