-- What is another as soon as anybody has written anything in any database of the server, and in another
-- database, whatever its name is; NULL while somebody may be writing. Whoever changes a catalog has a
-- number, and ends: then the first number that a snapshot does not show is a greater one (manual, "System
-- Information Functions", pg_snapshot). After a crash some numbers may be given once more; from 15 on,
-- statistics tell of it at once.
SELECT CASE WHEN false
              OR NOT pg_catalog.pg_is_in_recovery() -- from 15
                 AND pg_catalog.pg_snapshot_xmin(s) = pg_catalog.pg_snapshot_xmax(s) -- from 15
            THEN pg_catalog.concat_ws(' ',
                 (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()),
                 extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                 extract(epoch FROM pg_catalog.pg_stat_get_bgwriter_stat_reset_time()),
                 pg_catalog.pg_snapshot_xmax(s)) END
FROM pg_catalog.pg_current_snapshot() s
