-- Addresses that stand for another one when it comes to dependencies: parts of an object that are no
-- objects for whoever writes SQL. The second may itself stand for a third.
SELECT 'pg_rewrite'::regclass::oid AS class, r.oid, 0 AS sub, -- the rule that makes a view one
       'pg_class'::regclass::oid AS for_class, r.ev_class AS for_oid, 0 AS for_sub
FROM pg_catalog.pg_rewrite r WHERE r.ev_type = '1' AND r.oid >= 16384
UNION ALL -- row types
SELECT 'pg_type'::regclass, c.reltype, 0, 'pg_class'::regclass, c.oid, 0
FROM pg_catalog.pg_class c WHERE c.reltype >= 16384 AND c.relkind <> 'c'
UNION ALL
SELECT 'pg_class'::regclass, c.oid, 0, 'pg_type'::regclass, c.reltype, 0
FROM pg_catalog.pg_class c WHERE c.relkind = 'c' AND c.oid >= 16384
UNION ALL -- array types
SELECT 'pg_type'::regclass, t.typarray, 0, 'pg_type'::regclass, t.oid, 0
FROM pg_catalog.pg_type t WHERE t.typarray >= 16384
UNION ALL -- from 14
SELECT 'pg_type'::regclass, r.rngmultitypid, 0, 'pg_type'::regclass, r.rngtypid, 0 -- from 14
FROM pg_catalog.pg_range r WHERE r.rngmultitypid >= 16384 -- from 14
UNION ALL -- the functions that come with a type, the sequences of identity columns, members of extensions
SELECT d.classid, d.objid, 0, d.refclassid, d.refobjid, d.refobjsubid
FROM pg_catalog.pg_depend d
LEFT JOIN pg_catalog.pg_sequence s ON d.classid = 'pg_class'::regclass AND s.seqrelid = d.objid
WHERE d.deptype = 'e'
   OR d.deptype = 'i' AND (d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
                           OR s.seqrelid IS NOT NULL)
UNION ALL -- the indexes of keys
SELECT 'pg_class'::regclass, k.conindid, 0, 'pg_constraint'::regclass, k.oid, 0
FROM pg_catalog.pg_constraint k WHERE k.contype IN ('p', 'u', 'x') AND k.oid >= 16384
UNION ALL
SELECT 'pg_publication_rel'::regclass, r.oid, 0, 'pg_publication'::regclass, r.prpubid, 0
FROM pg_catalog.pg_publication_rel r
UNION ALL -- from 15
SELECT 'pg_publication_namespace'::regclass, r.oid, 0, 'pg_publication'::regclass, r.pnpubid, 0 -- from 15
FROM pg_catalog.pg_publication_namespace r -- from 15
