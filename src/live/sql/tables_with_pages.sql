-- Tables of the schemas given whose files have pages: those that have rows, or had some since they were
-- last written anew, whoever sees them yet. The size of a file is asked, and nothing read (manual,
-- "Database Object Size Functions"). Members of extensions are left out, and temporary tables.
SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_size(c.oid)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY ($1::text[]) AND c.relkind = 'r' AND c.relpersistence <> 't'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'e')
  AND pg_catalog.pg_relation_size(c.oid) > 0
ORDER BY c.oid
