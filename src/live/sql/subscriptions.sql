-- Subscriptions of this database (pg_subscription). Where they connect to is for superusers only and
-- may hold a password: it is not read. PostgreSQL 13 shows less to other roles.
SELECT 'subscription' AS kind, 'pg_subscription'::regclass::oid AS class,
       s.oid, -- from 14
       0 AS oid, -- before 14
       0 AS sub,
       s.subname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name, NULL AS position,
       s.subpublications AS publications,
       CASE WHEN s.subslotname IS NULL THEN 'NONE' WHEN s.subslotname <> s.subname THEN s.subslotname::text END
           AS slot_name,
       CASE WHEN s.subbinary THEN 'true' END AS binary, -- from 14
       CASE WHEN s.substream THEN 'true' END AS streaming, -- from 14 -- before 16
       CASE s.substream WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' END AS streaming, -- from 16 -- before 18
       CASE s.substream WHEN 't' THEN 'on' WHEN 'f' THEN 'off' END AS streaming, -- from 18
       CASE WHEN s.subtwophasestate <> 'd' THEN 'true' END AS two_phase, -- from 15
       CASE WHEN s.subdisableonerr THEN 'true' END AS disable_on_error, -- from 15
       CASE WHEN NOT s.subpasswordrequired THEN 'false' END AS password_required, -- from 16
       CASE WHEN s.subrunasowner THEN 'true' END AS run_as_owner, -- from 16
       CASE WHEN s.suborigin <> 'any' THEN s.suborigin END AS origin, -- from 16
       CASE WHEN s.subfailover THEN 'true' END AS failover, -- from 17
       CASE WHEN s.subsynccommit <> 'off' THEN s.subsynccommit END AS synchronous_commit, -- from 14
       CASE WHEN NOT s.subenabled THEN 'false' END AS enabled
FROM pg_catalog.pg_subscription s
JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
WHERE d.datname = pg_catalog.current_database()
