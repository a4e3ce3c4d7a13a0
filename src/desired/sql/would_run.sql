-- What of the declared objects could run while the server only reads a text: event triggers hear of the
-- statement it stands in, and of a constant of a domain in an array, a row or a range the checks are asked
-- at once. A statement that takes it away; NULL where nothing does: what compares the bounds of a range, or
-- makes them canonical, is a function that is neither the server's own nor a library's. What extensions
-- bring along is theirs.
WITH extended AS (
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
)
SELECT pg_catalog.format('DROP EVENT TRIGGER %I', e.evtname) FROM pg_catalog.pg_event_trigger e
WHERE NOT EXISTS (SELECT FROM extended x
                  WHERE x.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND x.objid = e.oid)
UNION ALL
SELECT pg_catalog.format('ALTER DOMAIN %s DROP CONSTRAINT %I', k.contypid::pg_catalog.regtype, k.conname)
FROM pg_catalog.pg_constraint k
WHERE k.contypid <> 0 AND k.contype = 'c' AND k.oid >= 16384
  AND NOT EXISTS (SELECT FROM extended x
                  WHERE x.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND x.objid = k.contypid)
UNION ALL
SELECT NULL
FROM pg_catalog.pg_range r
JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
LEFT JOIN pg_catalog.pg_amproc p ON p.amprocfamily = o.opcfamily AND p.amproclefttype = o.opcintype
                                AND p.amprocrighttype = o.opcintype AND p.amprocnum = 1
JOIN pg_catalog.pg_proc f ON f.oid IN (r.rngcanonical, p.amproc)
JOIN pg_catalog.pg_language l ON l.oid = f.prolang
WHERE l.lanname NOT IN ('internal', 'c')
  AND NOT EXISTS (SELECT FROM extended x
                  WHERE x.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND x.objid = r.rngtypid)
ORDER BY 1 DESC NULLS FIRST -- event triggers before what they would hear of
