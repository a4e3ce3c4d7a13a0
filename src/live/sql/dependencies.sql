-- What needs what (pg_depend), by addresses; whether that is only possible; and whether the first part of
-- it needs that at once where it is made in two, which goes for the types of columns and of functions.
-- What calls the function of a cast, or makes something its target, may be printed with that cast.
-- Parents' indexes take in those of their partitions when these are there first (pg_inherits); one that not
-- every partition has comes behind all of these, which would get it otherwise. What needs something
-- internally is a part of it (aliases.sql); a default stands for its column. A function that a base type is
-- made of needs no more of the type than its name: sub = -1; so does the sequence that belongs to a column.
SELECT CASE WHEN f.oid IS NULL THEN d.classid ELSE 'pg_class'::regclass::oid END AS class,
       coalesce(f.adrelid, d.objid) AS oid,
       CASE WHEN f.oid IS NOT NULL THEN f.adnum
            WHEN s.seqrelid IS NOT NULL AND d.refobjsubid > 0 THEN -1
            ELSE d.objsubid END AS sub,
       d.refclassid AS on_class, d.refobjid AS on_oid,
       CASE WHEN d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
                 AND EXISTS (SELECT FROM pg_catalog.pg_depend b
                             WHERE b.classid = 'pg_type'::regclass AND b.objid = d.refobjid
                               AND b.refclassid = 'pg_proc'::regclass AND b.refobjid = d.objid) THEN -1
            ELSE d.refobjsubid END AS on_sub,
       d.strength,
       d.classid = 'pg_class'::regclass AND d.objsubid > 0
           OR d.refclassid IN ('pg_namespace'::regclass, 'pg_language'::regclass)
           OR d.classid = 'pg_type'::regclass AND d.refclassid IN ('pg_type'::regclass, 'pg_collation'::regclass)
           OR d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
              AND EXISTS (SELECT FROM pg_catalog.pg_proc p
                          WHERE p.oid = d.objid
                            AND (p.prorettype = d.refobjid
                                 OR d.refobjid = ANY (coalesce(p.proallargtypes, p.proargtypes::oid[]))))
           AS at_once
FROM (SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype, NULL AS strength
      FROM pg_catalog.pg_depend
      UNION ALL
      SELECT x.classid, x.objid, x.objsubid, 'pg_cast'::regclass, c.oid, 0, 'n', 'possible'
      FROM pg_catalog.pg_cast c
      JOIN pg_catalog.pg_depend x ON x.refclassid = 'pg_proc'::regclass AND x.refobjid = c.castfunc
                                  OR x.refclassid = 'pg_type'::regclass AND x.refobjid = c.casttarget
      WHERE c.oid >= 16384 AND x.classid <> 'pg_cast'::regclass) d
LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
LEFT JOIN pg_catalog.pg_sequence s ON d.classid = 'pg_class'::regclass AND s.seqrelid = d.objid
                                  AND d.deptype = 'a'
WHERE (d.deptype = 'n' OR d.deptype = 'a' AND d.classid <> 'pg_attrdef'::regclass
       OR d.deptype = 'P' AND d.classid = 'pg_trigger'::regclass)
  AND d.objid >= 16384
  AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)
UNION ALL
SELECT 'pg_class'::regclass, h.inhparent, 0, 'pg_class'::regclass, h.inhrelid, 0, NULL, false
FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid AND c.relkind IN ('i', 'I')
UNION ALL
SELECT 'pg_class'::regclass, i.indexrelid, 0, 'pg_class'::regclass, h.inhrelid, 0, NULL, false
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'I'
JOIN pg_catalog.pg_inherits h ON h.inhparent = i.indrelid
WHERE NOT i.indisvalid
UNION ALL -- a partition of a partition takes what that has made of its columns
SELECT 'pg_class'::regclass, h.inhrelid, 0, 'pg_class'::regclass, a.attrelid, a.attnum, NULL, false
FROM pg_catalog.pg_inherits h
JOIN pg_catalog.pg_inherits above ON above.inhrelid = h.inhparent
JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid AND c.relkind NOT IN ('i', 'I')
JOIN pg_catalog.pg_attribute a ON a.attrelid = h.inhparent AND a.attnum > 0 AND NOT a.attisdropped
