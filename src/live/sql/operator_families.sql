-- Operator families (pg_opfamily) with the members that belong to no operator class of theirs
-- (pg_amop, pg_amproc): pg_depend knows whether a member goes with a class or with the family only.
-- only if EXISTS (SELECT FROM pg_catalog.pg_opfamily WHERE oid >= 16384)
WITH own AS (
    SELECT c.*, n.nspname
    FROM pg_catalog.pg_opfamily c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.opfnamespace
    WHERE c.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_opfamily'::regclass AND d.objid = c.oid
                        AND d.deptype = 'e')
), members AS (
    SELECT d.refobjid AS family, 1 AS part, o.amopstrategy AS number,
           pg_catalog.format_type(o.amoplefttype, NULL) AS left_type,
           pg_catalog.format_type(o.amoprighttype, NULL) AS right_type,
           pg_catalog.format('OPERATOR %s %I.%s (%s, %s)', o.amopstrategy, pn.nspname, p.oprname,
                             coalesce(pg_catalog.format_type(nullif(p.oprleft, 0), NULL), 'NONE'),
                             pg_catalog.format_type(p.oprright, NULL))
               || CASE WHEN s.oid IS NOT NULL
                       THEN pg_catalog.format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname)
                       ELSE '' END AS member
    FROM own c
    JOIN pg_catalog.pg_amop o ON o.amopfamily = c.oid
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = o.oid
                               AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = c.oid
    JOIN pg_catalog.pg_operator p ON p.oid = o.amopopr
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.oprnamespace
    LEFT JOIN pg_catalog.pg_opfamily s ON s.oid = o.amopsortfamily
    LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.opfnamespace
    UNION ALL
    SELECT d.refobjid, 2, o.amprocnum, pg_catalog.format_type(o.amproclefttype, NULL),
           pg_catalog.format_type(o.amprocrighttype, NULL),
           pg_catalog.format('FUNCTION %s (%s, %s) %s', o.amprocnum,
                             pg_catalog.format_type(o.amproclefttype, NULL),
                             pg_catalog.format_type(o.amprocrighttype, NULL),
                             o.amproc::regprocedure)
    FROM own c
    JOIN pg_catalog.pg_amproc o ON o.amprocfamily = c.oid
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = o.oid
                               AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = c.oid
), lists AS (
    SELECT family, pg_catalog.array_agg(member ORDER BY part, number, left_type, right_type) AS members
    FROM members GROUP BY family
)
SELECT 'operator family' AS kind, 'pg_opfamily'::regclass::oid AS class, f.oid, 0 AS sub,
       f.nspname AS n1, f.opfname AS n2, am.amname AS n3,
       NULL AS parent, NULL AS parent_name, NULL::int AS position, l.members
FROM own f
JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod
LEFT JOIN lists l ON l.family = f.oid
