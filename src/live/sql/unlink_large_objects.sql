-- Removes the large objects of roles that this one may act for, unless there is a table outside of the
-- schemas given, or of an extension: it may hold the number of one in a column of any type. Returns how many.
SELECT pg_catalog.count(pg_catalog.lo_unlink(o.oid))
FROM pg_catalog.pg_largeobject_metadata o
WHERE pg_catalog.pg_has_role(o.lomowner, 'USAGE')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'f')
                    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
                    AND (n.nspname <> ALL ($1::text[])
                         OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                    WHERE d.classid = 'pg_catalog.pg_class'::regclass
                                      AND d.objid = c.oid AND d.deptype = 'e')))
