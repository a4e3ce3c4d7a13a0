-- Removes the large objects of roles that this one may act for, unless there is a table outside of the
-- schemas given, or of an extension: it may hold the number of one in a column of any type. Returns how many.
-- Whether there is such a table is not asked before there is a large object.
WITH outside AS MATERIALIZED (
    SELECT FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'm', 'f')
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND (n.nspname <> ALL ($1::text[])
           OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_class'::regclass
                        AND d.objid = c.oid AND d.deptype = 'e'))
    LIMIT 1
)
SELECT pg_catalog.count(pg_catalog.lo_unlink(o.oid))
FROM pg_catalog.pg_largeobject_metadata o
WHERE pg_catalog.pg_has_role(o.lomowner, 'USAGE')
  AND CASE WHEN o.oid IS NOT NULL THEN NOT EXISTS (SELECT FROM outside) END
