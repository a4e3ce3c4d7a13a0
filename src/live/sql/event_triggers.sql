-- Event triggers (pg_event_trigger).
-- only if EXISTS (SELECT FROM pg_catalog.pg_event_trigger)
SELECT 'event trigger' AS kind, 'pg_event_trigger'::regclass::oid AS class, t.oid, 0 AS sub,
       t.evtname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       t.evtevent AS event, t.evttags AS tags, t.evtfoid::pg_catalog.regproc::text AS function,
       CASE t.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END
           AS enabled
FROM pg_catalog.pg_event_trigger t
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_event_trigger'::regclass
                  AND e.objid = t.oid AND e.deptype = 'e')
