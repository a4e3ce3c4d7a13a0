-- Sequences that are, or belong to, relations whose numbers `wanted` holds, which stands before this: those
-- that columns own (pg_depend) and those that their defaults name. Each with its number, the relation and
-- the column that it belongs to, its name, and which way it counts. Counters that the role may not look at
-- are nobody's here to know.
SELECT s.oid, f.relation, f.attnum, n.nspname, s.relname, q.seqincrement > 0, q.seqcycle
FROM (SELECT w.relation AS sequence, w.relation, 0 AS attnum FROM wanted w
      UNION
      SELECT d.objid, d.refobjid, d.refobjsubid
      FROM wanted w
      JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = w.relation
                                 AND d.refobjsubid > 0 AND d.classid = 'pg_class'::regclass
                                 AND d.deptype IN ('a', 'i')
      UNION
      SELECT d.refobjid, a.adrelid, a.adnum
      FROM wanted w
      JOIN pg_catalog.pg_attrdef a ON a.adrelid = w.relation
      JOIN pg_catalog.pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid
                                 AND d.refclassid = 'pg_class'::regclass) f
JOIN pg_catalog.pg_class s ON s.oid = f.sequence AND s.relkind = 'S'
JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid
JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
WHERE pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(s.oid, 'SELECT')
