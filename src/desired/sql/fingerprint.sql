-- What decides, besides the models, how they are read back: the server, the role, what a new database
-- is made of and is to be like, and the extensions there are to create.
SELECT pg_catalog.version(), session_user, d.encoding, d.datcollate, d.datctype,
       d.datcollversion, -- from 15
       (SELECT pg_catalog.string_agg(pg_catalog.concat(s.setdatabase, s.setrole, s.setconfig), ',')
        FROM pg_catalog.pg_db_role_setting s WHERE s.setdatabase = 0),
       (SELECT pg_catalog.string_agg(x.name || ' ' || x.default_version, ',' ORDER BY x.name)
        FROM pg_catalog.pg_available_extensions() x)
FROM pg_catalog.pg_database d WHERE d.datname IN ('template1', pg_catalog.current_database())
ORDER BY d.datname = 'template1'
