-- What the database contains of kinds that this program does not know: catalogs that newer servers or
-- forks have, and new letters in known ones.
SELECT d.classid::pg_catalog.regclass::text AS what, count(DISTINCT d.objid) AS number
FROM pg_catalog.pg_depend d
WHERE d.objid >= 16384 AND d.deptype <> 'e' AND d.classid NOT IN (
    SELECT name::pg_catalog.regclass FROM pg_catalog.unnest(ARRAY[
        'pg_namespace', 'pg_class', 'pg_attrdef', 'pg_type', 'pg_proc', 'pg_constraint', 'pg_rewrite',
        'pg_trigger', 'pg_policy', 'pg_operator', 'pg_opfamily', 'pg_opclass', 'pg_amop', 'pg_amproc',
        'pg_am', 'pg_cast', 'pg_transform', 'pg_language', 'pg_collation', 'pg_conversion',
        'pg_statistic_ext', 'pg_ts_parser', 'pg_ts_template', 'pg_ts_dict', 'pg_ts_config',
        'pg_foreign_data_wrapper', 'pg_foreign_server', 'pg_user_mapping', 'pg_extension',
        'pg_event_trigger', 'pg_publication', 'pg_publication_rel', 'pg_default_acl',
        'pg_publication_namespace', -- from 15
        'pg_subscription']) name)
GROUP BY d.classid
UNION ALL
SELECT pg_catalog.format('relation of kind "%s"', c.relkind), count(*) FROM pg_catalog.pg_class c
WHERE c.oid >= 16384 AND c.relkind NOT IN ('r', 'p', 'f', 'v', 'm', 'S', 'c', 'i', 'I', 't')
GROUP BY c.relkind
UNION ALL
SELECT pg_catalog.format('type of kind "%s"', t.typtype), count(*) FROM pg_catalog.pg_type t
WHERE t.oid >= 16384 AND t.typtype NOT IN ('b', 'c', 'd', 'e', 'p', 'r', 'm') GROUP BY t.typtype
UNION ALL
SELECT pg_catalog.format('constraint of kind "%s"', k.contype), count(*) FROM pg_catalog.pg_constraint k
WHERE k.oid >= 16384 AND k.contype NOT IN ('c', 'f', 'n', 'p', 't', 'u', 'x') GROUP BY k.contype
UNION ALL
SELECT 'privileges on objects of pg_catalog', count(*)
FROM (SELECT FROM (
          SELECT 'pg_namespace'::regclass, oid, nspacl, oid::pg_catalog.regnamespace
          FROM pg_catalog.pg_namespace WHERE nspacl IS NOT NULL
          UNION ALL
          SELECT 'pg_class'::regclass, oid, relacl, relnamespace FROM pg_catalog.pg_class
          WHERE oid < 16384 AND relacl IS NOT NULL
          UNION ALL
          SELECT 'pg_proc'::regclass, oid, proacl, pronamespace FROM pg_catalog.pg_proc
          WHERE oid < 16384 AND proacl IS NOT NULL
          UNION ALL
          SELECT 'pg_type'::regclass, oid, typacl, typnamespace FROM pg_catalog.pg_type
          WHERE oid < 16384 AND typacl IS NOT NULL) o(class, oid, acl, schema)
      LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = o.class AND i.objoid = o.oid AND i.objsubid = 0
      WHERE o.schema = 'pg_catalog'::regnamespace AND o.acl IS DISTINCT FROM i.initprivs
      UNION ALL -- only a column's can be none again
      SELECT FROM (SELECT a.attrelid
                   FROM pg_catalog.pg_attribute a
                   LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = 'pg_class'::regclass
                                                       AND i.objoid = a.attrelid AND i.objsubid = a.attnum
                   WHERE a.attrelid < 16384 AND a.attacl IS DISTINCT FROM i.initprivs OFFSET 0) a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'pg_catalog'::regnamespace) changed
HAVING count(*) > 0
UNION ALL -- DISABLE TRIGGER ALL, and what takes the names of triggers that the server makes
SELECT pg_catalog.format('triggers of constraints on %s that are not enabled as usual',
                         t.tgrelid::pg_catalog.regclass), count(*)
FROM pg_catalog.pg_trigger t
JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint AND k.contype <> 't'
WHERE t.tgisinternal AND t.tgenabled <> 'O'
GROUP BY t.tgrelid
UNION ALL -- GRANT as whoever makes the database comes from the owner
SELECT pg_catalog.format('who granted privileges on %s and is not its owner',
                         pg_catalog.pg_describe_object(o.class, o.oid, 0)), count(DISTINCT x.grantor)
FROM (SELECT 'pg_namespace'::regclass, oid, nspacl, nspowner FROM pg_catalog.pg_namespace
      UNION ALL
      SELECT 'pg_class'::regclass, oid, relacl, relowner FROM pg_catalog.pg_class WHERE oid >= 16384
      UNION ALL
      SELECT 'pg_class'::regclass, c.oid, a.attacl, c.relowner
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      WHERE a.attacl IS NOT NULL AND c.oid >= 16384
      UNION ALL
      SELECT 'pg_proc'::regclass, oid, proacl, proowner FROM pg_catalog.pg_proc WHERE oid >= 16384
      UNION ALL
      SELECT 'pg_type'::regclass, oid, typacl, typowner FROM pg_catalog.pg_type WHERE oid >= 16384
      UNION ALL
      SELECT 'pg_language'::regclass, oid, lanacl, lanowner FROM pg_catalog.pg_language
      UNION ALL
      SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwacl, fdwowner
      FROM pg_catalog.pg_foreign_data_wrapper
      UNION ALL
      SELECT 'pg_foreign_server'::regclass, oid, srvacl, srvowner FROM pg_catalog.pg_foreign_server
     ) o(class, oid, acl, owner)
CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) x
WHERE o.acl IS NOT NULL AND x.grantor <> o.owner
GROUP BY o.class, o.oid
