-- Security labels, by the address of what they are on (pg_seclabel).
SELECT 'security label' AS kind, l.classoid AS class, l.objoid AS oid, l.objsubid AS sub,
       a.attname AS column, l.provider AS name, l.label
FROM pg_catalog.pg_seclabel l
LEFT JOIN pg_catalog.pg_attribute a ON l.classoid = 'pg_class'::regclass AND a.attrelid = l.objoid
                                   AND a.attnum = l.objsubid AND l.objsubid > 0
