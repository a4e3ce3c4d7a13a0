-- What needs what, where pg_depend does not say so: members of operator classes and families, the
-- schema of an operator's commutator or negator, types and their shells (sub = -1), equal indexes of
-- partitions, and the triggers of partitions and of all that they are partitions of: one between two of
-- them may be no fact.
-- only if EXISTS (SELECT FROM pg_catalog.pg_opfamily WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid >= 16384)
-- only if EXISTS (SELECT FROM pg_catalog.pg_partitioned_table)
SELECT CASE WHEN k.class IS NULL THEN 'pg_opfamily'::regclass ELSE 'pg_opclass'::regclass END::oid AS class,
       coalesce(k.class, m.family) AS oid, 0 AS sub, e.on_class, e.on_oid, 0 AS on_sub,
       NULL AS strength, false AS at_once
FROM (
    SELECT 'pg_amop'::regclass AS catalog, oid, amopfamily AS family, amopopr AS operator,
           NULL::oid AS routine, amopsortfamily AS sorting, amoplefttype AS lefts, amoprighttype AS rights
    FROM pg_catalog.pg_amop WHERE amopfamily >= 16384
    UNION ALL
    SELECT 'pg_amproc'::regclass, oid, amprocfamily, NULL, amproc, NULL, amproclefttype, amprocrighttype
    FROM pg_catalog.pg_amproc WHERE amprocfamily >= 16384
) m
LEFT JOIN LATERAL (SELECT d.refobjid AS class FROM pg_catalog.pg_depend d
                   WHERE d.classid = m.catalog AND d.objid = m.oid
                     AND d.refclassid = 'pg_opclass'::regclass) k ON true
CROSS JOIN LATERAL (VALUES ('pg_operator'::regclass::oid, m.operator), ('pg_proc'::regclass, m.routine),
                           ('pg_opfamily'::regclass, nullif(m.sorting, 0)), ('pg_type'::regclass, m.lefts),
                           ('pg_type'::regclass, m.rights)) e(on_class, on_oid)
WHERE e.on_oid >= 16384
UNION ALL
SELECT 'pg_operator'::regclass, o.oid, 0, 'pg_namespace'::regclass, p.oprnamespace, 0, NULL, false
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_operator p ON p.oid IN (o.oprcom, o.oprnegate)
WHERE o.oid >= 16384 AND p.oprnamespace <> o.oprnamespace
UNION ALL
SELECT 'pg_type'::regclass, t.oid, 0, 'pg_type'::regclass, t.oid, -1, NULL, false
FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
WHERE t.oid >= 16384 AND t.typisdefined AND t.typrelid = 0
  AND (t.typtype = 'b' OR r.rngcanonical <> 0)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)
UNION ALL
SELECT 'pg_type'::regclass, t.oid, -1, 'pg_namespace'::regclass, t.typnamespace, 0, NULL, false
FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
WHERE t.oid >= 16384 AND t.typisdefined AND t.typrelid = 0
  AND (t.typtype = 'b' OR r.rngcanonical <> 0)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)
UNION ALL -- an index of a partition behind those of the whole that would take it in (equal_indexes.sql)
SELECT 'pg_class'::regclass, x.indexrelid, 0, 'pg_class'::regclass, y.indexrelid, 0, NULL, false
FROM pg_catalog.pg_index x
JOIN pg_catalog.pg_class xc ON xc.oid = x.indexrelid
JOIN pg_catalog.pg_inherits h ON h.inhrelid = x.indrelid
JOIN pg_catalog.pg_class t ON t.oid = h.inhrelid AND t.relispartition
LEFT JOIN pg_catalog.pg_inherits ih ON ih.inhrelid = x.indexrelid
JOIN pg_catalog.pg_index y ON y.indrelid = h.inhparent AND y.indisvalid
                          AND (ih.inhparent IS NULL OR y.indexrelid < ih.inhparent)
                          AND (y.indisunique, y.indnatts, y.indnkeyatts)
                              = (x.indisunique, x.indnatts, x.indnkeyatts)
JOIN pg_catalog.pg_class yc ON yc.oid = y.indexrelid AND yc.relam = xc.relam
WHERE (SELECT pg_catalog.array_agg(a.attname ORDER BY k.place)
       FROM pg_catalog.unnest(x.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k(number, place)
       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.number)
    = (SELECT pg_catalog.array_agg(a.attname ORDER BY k.place)
       FROM pg_catalog.unnest(y.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k(number, place)
       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = y.indrelid AND a.attnum = k.number)
UNION ALL
(WITH RECURSIVE above(oid, parent) AS (
     SELECT t.oid, t.tgparentid FROM pg_catalog.pg_trigger t WHERE t.tgparentid <> 0
     UNION ALL
     SELECT a.oid, t.tgparentid FROM above a JOIN pg_catalog.pg_trigger t ON t.oid = a.parent
     WHERE t.tgparentid <> 0)
 SELECT 'pg_trigger'::regclass, a.oid, 0, 'pg_trigger'::regclass, a.parent, 0, NULL, false FROM above a)
