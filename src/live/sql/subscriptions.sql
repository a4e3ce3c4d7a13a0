-- Subscriptions of this database (pg_subscription). Where they connect to few may read, and whoever
-- may not must not even ask: only a query within the query can. PostgreSQL 13 shows everybody neither oid nor synchronous_commit; the
-- first stands in pg_stat_subscription too, and only a query that is not run otherwise can ask for the
-- second without failing. Whether one is at work is no matter of its definition.
-- only if EXISTS (SELECT FROM pg_catalog.pg_subscription)
SELECT 'subscription' AS kind, 'pg_subscription'::regclass::oid AS class,
       s.oid, -- from 14
       (SELECT CASE WHEN count(DISTINCT v.subid) = 1 THEN max(v.subid) END -- before 14
        FROM pg_catalog.pg_stat_subscription v WHERE v.subname = s.subname) AS oid, -- before 14
       0 AS sub, s.subname AS n1, NULL AS n2, NULL AS n3, NULL AS parent, NULL AS parent_name,
       NULL AS position,
       CASE WHEN pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')
            THEN pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(
                     pg_catalog.substring(pg_catalog.query_to_xml(pg_catalog.format(
                         'SELECT subconninfo AS v FROM pg_catalog.pg_subscription '
                         'WHERE subdbid = %s AND subname = %L', s.subdbid, s.subname),
                         false, false, '')::text, '<v>(.*)</v>'),
                     '&#x0d;', pg_catalog.chr(13)), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END
           AS connection,
       CASE WHEN NOT pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')
            THEN 'true' END AS unknown_connection,
       CASE WHEN s.subslotname IS DISTINCT FROM s.subname THEN coalesce(s.subslotname, 'none') END
           AS slot_name,
       nullif(s.subsynccommit, 'off') AS synchronous_commit, -- from 14
       CASE WHEN pg_catalog.has_column_privilege('pg_catalog.pg_subscription', 'subsynccommit', 'SELECT') -- before 14
            THEN nullif(pg_catalog.substring(pg_catalog.query_to_xml(pg_catalog.format( -- before 14
                     'SELECT subsynccommit AS v FROM pg_catalog.pg_subscription ' -- before 14
                     'WHERE subdbid = %s AND subname = %L', s.subdbid, s.subname), -- before 14
                     false, false, '')::text, '<v>(.*)</v>'), 'off') END AS synchronous_commit, -- before 14
       CASE WHEN s.subbinary THEN 'true' END AS binary, -- from 14
       CASE s.substream::text WHEN 'p' THEN 'parallel' WHEN 't' THEN 'on' WHEN 'true' THEN 'on' -- from 14
                              ELSE 'off' END AS streaming, -- from 14
       CASE WHEN s.subtwophasestate <> 'd' THEN 'true' END AS two_phase, -- from 15
       CASE WHEN s.subdisableonerr THEN 'true' END AS disable_on_error, -- from 15
       CASE WHEN NOT s.subpasswordrequired THEN 'false' END AS password_required, -- from 16
       CASE WHEN s.subrunasowner THEN 'true' END AS run_as_owner, -- from 16
       nullif(s.suborigin, 'any') AS origin, -- from 16
       CASE WHEN s.subfailover THEN 'true' END AS failover, -- from 17
       s.subpublications AS publications
FROM pg_catalog.pg_subscription s
WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d
                   WHERE d.datname = pg_catalog.current_database())
