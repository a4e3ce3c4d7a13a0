-- Tables of the schemas given whose files have pages: those that have rows, or had some since they were
-- last written anew, whoever sees them yet. The size of a file is asked, and nothing read (manual,
-- "Database Object Size Functions"). Members of extensions are left out, and temporary tables.
SELECT f.oid, f.nspname, f.relname, f.size
FROM (SELECT c.oid, n.nspname, c.relname, {} AS size
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1::text[]) AND c.relkind = 'r' AND c.relpersistence <> 't'
      OFFSET 0) f -- each size once
WHERE f.size > 0
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = f.oid
                    AND d.deptype = 'e')
ORDER BY f.oid
