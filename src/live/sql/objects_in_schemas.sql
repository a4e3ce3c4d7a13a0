-- What the schemas given contain: type and identity of each object in the words of
-- pg_identify_object, relations first. Found by what depends on a schema, whatever kind it is of
-- (manual, "pg_depend"). Left out: extensions and their members, what is an inner part of another
-- object, and default privileges, which are a property of the schema.
SELECT o.type, o.identity
FROM pg_catalog.pg_namespace s
JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass
                           AND d.refobjid = s.oid AND d.deptype = 'n'
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) o
WHERE s.nspname = ANY ($1::text[])
  AND d.classid <> 'pg_catalog.pg_extension'::regclass
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend p
                  WHERE p.classid = d.classid AND p.objid = d.objid AND p.objsubid = 0
                    AND p.deptype IN ('e', 'i'))
ORDER BY d.classid <> 'pg_catalog.pg_class'::regclass, d.classid, d.objid
