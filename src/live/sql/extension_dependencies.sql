-- What goes when an extension goes that it is no part of (ALTER ... DEPENDS ON EXTENSION; pg_depend,
-- "DEPENDENCY_AUTO_EXTENSION").
SELECT 'extension dependency' AS kind, d.classid AS class, d.objid AS oid, d.objsubid AS sub,
       NULL AS column, e.extname AS name
FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'
