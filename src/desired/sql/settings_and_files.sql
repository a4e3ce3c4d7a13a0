-- What decides on a server, besides the models, what is built from them, and may be another although
-- nothing was written: the server and its settings, the role, and the extensions there are to create. As
-- digests, since no row is of interest by itself, and in no order of names, for which databases may have
-- rules of their own. Settings of this database hold in no other. Left out are those that name the
-- session.
SELECT pg_catalog.version(), session_user, current_user,
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                   pg_catalog.concat_ws('=', s.name, s.setting), E'\n' ORDER BY s.name COLLATE pg_catalog."C"),
                   pg_catalog.getdatabaseencoding())), 'hex')
        FROM pg_catalog.pg_settings s
        WHERE s.source NOT IN ('database', 'database user')
          AND s.name NOT IN ('application_name', 'lock_timeout', 'transaction_deferrable',
                             'transaction_isolation', 'transaction_read_only')) AS settings,
       (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
                   pg_catalog.concat_ws(' ', x.name, x.default_version), E'\n'
                   ORDER BY x.name COLLATE pg_catalog."C"), pg_catalog.getdatabaseencoding())), 'hex')
        FROM pg_catalog.pg_available_extensions() x) AS extensions
