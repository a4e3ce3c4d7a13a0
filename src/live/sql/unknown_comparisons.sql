-- Comparisons of rows, (a, b) < (c, d), by operators of several schemas: they are printed with the operator
-- of a, which may not be there for b (hidden_operators.sql).
-- only if EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384)
SELECT 'comparisons of rows by operators of several schemas, of which the server prints one', count(*)
FROM (
    SELECT DISTINCT t.class, t.oid, m.compared
    FROM (SELECT DISTINCT classid, objid FROM pg_catalog.pg_depend
          WHERE refclassid = 'pg_operator'::regclass AND refobjid >= 16384) d
    JOIN LATERAL (
        SELECT d.classid, r.oid, pg_catalog.concat(r.ev_qual::text, r.ev_action::text)
        FROM pg_catalog.pg_rewrite r WHERE d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        UNION ALL
        SELECT d.classid, k.oid, k.conbin::text FROM pg_catalog.pg_constraint k
        WHERE d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
        UNION ALL
        SELECT d.classid, p.oid, pg_catalog.concat(p.polqual::text, p.polwithcheck::text)
        FROM pg_catalog.pg_policy p WHERE d.classid = 'pg_policy'::regclass AND p.oid = d.objid
        UNION ALL
        SELECT d.classid, g.oid, g.tgqual::text FROM pg_catalog.pg_trigger g
        WHERE d.classid = 'pg_trigger'::regclass AND g.oid = d.objid
    ) t(class, oid, text) ON true
    CROSS JOIN LATERAL pg_catalog.regexp_matches(
        t.text, ':opnos \(o [0-9 ]+\)|:testexpr \{BOOLEXPR .*? :operName ', 'g') m(compared)
) c
CROSS JOIN LATERAL (
    SELECT pg_catalog.array_agg(o.oprnamespace ORDER BY x.place) AS schemas
    FROM pg_catalog.regexp_matches(c.compared[1], ':opno ([0-9]+)|[o ] ?([0-9]+)', 'g')
         WITH ORDINALITY AS x(number, place)
    JOIN pg_catalog.pg_operator o ON o.oid = coalesce(x.number[1], x.number[2])::oid
) s
WHERE s.schemas[1] <> 'pg_catalog'::regnamespace AND s.schemas <> pg_catalog.array_fill(
          s.schemas[1], ARRAY[pg_catalog.cardinality(s.schemas)])
HAVING count(*) > 0
