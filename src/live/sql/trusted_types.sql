-- Which of these types convert by nothing but functions of the server's own or of an extension: those that
-- came with either (oids below 16384 are initdb's, access/transam.h), and arrays of them. Whoever owns a type
-- may have made a cast for it: enums are told apart, without those that have one. What `wanted` is stands before this.
SELECT w.name, t.typtype::text
FROM wanted w
JOIN pg_catalog.pg_type a ON a.oid = pg_catalog.to_regtype(w.name)
JOIN pg_catalog.pg_type t ON t.oid = CASE WHEN a.typcategory = 'A' AND a.typelem <> 0 THEN a.typelem ELSE a.oid END
WHERE t.typtype = 'e' AND NOT EXISTS (SELECT FROM pg_catalog.pg_cast c WHERE t.oid IN (c.castsource, c.casttarget))
   OR t.typtype IN ('b', 'r', 'm')
  AND (t.oid < 16384
       OR EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_type'::regclass
                  AND d.objid = t.oid AND d.deptype = 'e'))
