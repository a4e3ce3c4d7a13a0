-- Operator classes (pg_opclass) with the members of their families that go with them (pg_amop,
-- pg_amproc; pg_depend knows which). GiST, GIN and SP-GiST leave most of these to the family.
-- only if EXISTS (SELECT FROM pg_catalog.pg_opclass WHERE oid >= 16384)
WITH own AS (
    SELECT c.*, n.nspname
    FROM pg_catalog.pg_opclass c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.opcnamespace
    WHERE c.oid >= 16384 AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_opclass'::regclass AND d.objid = c.oid
                        AND d.deptype = 'e')
), members AS (
    SELECT d.refobjid AS class, 1 AS part, o.amopstrategy AS number,
           pg_catalog.format_type(o.amoplefttype, NULL) AS left_type,
           pg_catalog.format_type(o.amoprighttype, NULL) AS right_type,
           pg_catalog.format('OPERATOR %s %I.%s (%s, %s)', o.amopstrategy, pn.nspname, p.oprname,
                             coalesce(pg_catalog.format_type(nullif(p.oprleft, 0), NULL), 'NONE'),
                             pg_catalog.format_type(p.oprright, NULL))
               || CASE WHEN s.oid IS NOT NULL
                       THEN pg_catalog.format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname)
                       ELSE '' END AS member
    FROM own c
    JOIN pg_catalog.pg_amop o ON o.amopfamily = c.opcfamily
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = o.oid
                               AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
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
    JOIN pg_catalog.pg_amproc o ON o.amprocfamily = c.opcfamily
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = o.oid
                               AND d.refclassid = 'pg_opclass'::regclass AND d.refobjid = c.oid
), lists AS (
    SELECT class, pg_catalog.array_agg(member ORDER BY part, number, left_type, right_type) AS members
    FROM members GROUP BY class
)
SELECT 'operator class' AS kind, 'pg_opclass'::regclass::oid AS class, c.oid, 0 AS sub,
       c.nspname AS n1, c.opcname AS n2, am.amname AS n3,
       NULL AS parent, NULL AS parent_name, NULL::int AS position,
       pg_catalog.format_type(c.opcintype, NULL) AS type,
       CASE WHEN c.opcdefault THEN 'true' END AS "default",
       pg_catalog.format('%I.%I', fn.nspname, f.opfname) AS family,
       CASE WHEN c.opckeytype <> 0 THEN pg_catalog.format_type(c.opckeytype, NULL) END AS storage,
       l.members
FROM own c
JOIN pg_catalog.pg_am am ON am.oid = c.opcmethod
JOIN pg_catalog.pg_opfamily f ON f.oid = c.opcfamily
JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
LEFT JOIN lists l ON l.class = c.oid
