-- Operators that an object uses and that the text of it does not name: the server prints none for IS
-- DISTINCT FROM, NULLIF, CASE with a value and JOIN USING, and one for all of a comparison of rows
-- (ruleutils.c). They are looked for when that text is read, so the schemas have to be searched that
-- pg_depend says they are in. By the address of the object; which of its operators it is that has no
-- name is not asked for, because searching one schema more changes nothing: all other names are
-- qualified, or found in pg_catalog first.
-- only if EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384)
WITH used AS MATERIALIZED (
    SELECT d.classid, d.objid,
           pg_catalog.array_agg(DISTINCT n.nspname::text ORDER BY n.nspname::text) AS schemas
    FROM pg_catalog.pg_depend d
    JOIN pg_catalog.pg_operator o ON o.oid = d.refobjid
    JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
    WHERE d.refclassid = 'pg_operator'::regclass AND d.refobjid >= 16384
    GROUP BY d.classid, d.objid
), tree(class, oid, sub, schemas, text) AS (
    SELECT 'pg_class'::regclass, f.adrelid, f.adnum::int, u.schemas, f.adbin::text
    FROM used u JOIN pg_catalog.pg_attrdef f ON f.oid = u.objid
    WHERE u.classid = 'pg_attrdef'::regclass
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0, u.schemas, k.conbin::text
    FROM used u JOIN pg_catalog.pg_constraint k ON k.oid = u.objid
    WHERE u.classid = 'pg_constraint'::regclass
    UNION ALL -- an exclusion constraint has the expressions of its index
    SELECT CASE WHEN k.oid IS NULL THEN 'pg_class'::regclass ELSE 'pg_constraint'::regclass END,
           coalesce(k.oid, i.indexrelid), 0, u.schemas,
           pg_catalog.concat(i.indexprs::text, i.indpred::text)
    FROM used u JOIN pg_catalog.pg_index i ON i.indexrelid = u.objid
    LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'x'
    WHERE u.classid = 'pg_class'::regclass
    UNION ALL
    SELECT 'pg_class'::regclass, p.partrelid, 0, u.schemas, p.partexprs::text
    FROM used u JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = u.objid
    WHERE u.classid = 'pg_class'::regclass
    UNION ALL
    SELECT CASE r.ev_type WHEN '1' THEN 'pg_class'::regclass ELSE 'pg_rewrite'::regclass END,
           CASE r.ev_type WHEN '1' THEN r.ev_class ELSE r.oid END, 0, u.schemas,
           pg_catalog.concat(r.ev_qual::text, r.ev_action::text)
    FROM used u JOIN pg_catalog.pg_rewrite r ON r.oid = u.objid
    WHERE u.classid = 'pg_rewrite'::regclass
    UNION ALL
    SELECT 'pg_trigger'::regclass, t.oid, 0, u.schemas, t.tgqual::text
    FROM used u JOIN pg_catalog.pg_trigger t ON t.oid = u.objid
    WHERE u.classid = 'pg_trigger'::regclass
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 0, u.schemas,
           pg_catalog.concat(p.polqual::text, p.polwithcheck::text)
    FROM used u JOIN pg_catalog.pg_policy p ON p.oid = u.objid
    WHERE u.classid = 'pg_policy'::regclass
    UNION ALL -- from 14
    SELECT 'pg_statistic_ext'::regclass, s.oid, 0, u.schemas, s.stxexprs::text -- from 14
    FROM used u JOIN pg_catalog.pg_statistic_ext s ON s.oid = u.objid -- from 14
    WHERE u.classid = 'pg_statistic_ext'::regclass -- from 14
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, u.schemas,
           pg_catalog.concat(p.proargdefaults::text
                             , p.prosqlbody::text -- from 14
                            )
    FROM used u JOIN pg_catalog.pg_proc p ON p.oid = u.objid
    WHERE u.classid = 'pg_proc'::regclass
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, u.schemas, t.typdefaultbin::text
    FROM used u JOIN pg_catalog.pg_type t ON t.oid = u.objid
    WHERE u.classid = 'pg_type'::regclass
)
SELECT class::oid AS class, oid, sub, schemas AS operator_schemas
FROM tree
WHERE text ~ '\{(DISTINCTEXPR|NULLIFEXPR|CASETESTEXPR|ROWCOMPARE)|:usingClause \(|:testexpr \{BOOLEXPR'
