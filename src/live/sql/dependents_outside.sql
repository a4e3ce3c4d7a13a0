-- Everything that depends on something and is not the server's own, without what belongs to the
-- schemas given: its address, whether it is a relation or a column, the address of what it
-- goes away with, and type and identity in the words of pg_identify_object. Whatever CASCADE can
-- take away is among it, because it depends on what is dropped (manual, "pg_depend").
--
-- An object belongs to the schema that it is in; what is in none (a constraint, a trigger) to the
-- object that it goes away with. Members of an extension belong to that.
WITH RECURSIVE inside(classid, objid) AS (
    SELECT d.classid, d.objid
    FROM pg_catalog.pg_namespace s
    JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass
                               AND d.refobjid = s.oid AND d.deptype = 'n'
    WHERE s.nspname = ANY ($1::text[])
      AND d.classid <> 'pg_catalog.pg_extension'::regclass
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                      WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
    UNION
    SELECT d.classid, d.objid
    FROM inside i
    JOIN pg_catalog.pg_depend d ON d.refclassid = i.classid AND d.refobjid = i.objid
    WHERE d.deptype IN ('a', 'i', 'P', 'S')
      AND d.classid <> 'pg_catalog.pg_publication_rel'::regclass
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend n
                      WHERE n.classid = d.classid AND n.objid = d.objid
                        AND (n.refclassid = 'pg_catalog.pg_namespace'::regclass
                             OR n.deptype = 'e'))
), outside AS (
    SELECT DISTINCT d.classid, d.objid, d.objsubid
    FROM pg_catalog.pg_depend d
    WHERE d.objid >= 16384 -- FirstNormalObjectId: what initdb made is below
      AND NOT EXISTS (SELECT FROM inside i WHERE i.classid = d.classid AND i.objid = d.objid)
)
SELECT o.classid || '.' || o.objid AS address, o.objsubid,
       o.classid = 'pg_catalog.pg_class'::regclass AS holds_data,
       (SELECT p.refclassid || '.' || p.refobjid
        FROM pg_catalog.pg_depend p
        WHERE p.classid = o.classid AND p.objid = o.objid AND p.objsubid = o.objsubid
          AND p.deptype IN ('a', 'i')
        ORDER BY p.deptype DESC, p.refclassid, p.refobjid LIMIT 1) AS owner,
       i.type, i.identity
FROM outside o
CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.classid, o.objid, o.objsubid) i
WHERE i.type IS NOT NULL
