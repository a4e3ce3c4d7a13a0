-- What is in a database but in none of its schemas, and came neither with the server nor with an
-- extension: its kind, its names as catalog::Identity has them, and whether this role could make it
-- (the manual's pages of the CREATE commands). With a subscription a database is not dropped at all.
SELECT o.kind, o.n1, o.n2,
       o.may_make OR (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
FROM (
    SELECT 'event trigger' AS kind, 'pg_event_trigger'::regclass AS class, t.oid,
           t.evtname::text AS n1, NULL::text AS n2, false AS may_make
    FROM pg_catalog.pg_event_trigger t
    UNION ALL
    SELECT 'publication', 'pg_publication'::regclass, p.oid, p.pubname, NULL, NOT p.puballtables
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n WHERE n.pnpubid = p.oid) -- from 15
    FROM pg_catalog.pg_publication p
    UNION ALL
    SELECT 'extension', 'pg_extension'::regclass, e.oid, e.extname, NULL,
           EXISTS (SELECT FROM pg_catalog.pg_available_extension_versions() v
                   WHERE v.name = e.extname AND v.version = e.extversion
                     AND (v.trusted OR NOT v.superuser))
    FROM pg_catalog.pg_extension e WHERE e.oid >= 16384
    UNION ALL
    SELECT 'language', 'pg_language'::regclass, l.oid, l.lanname, NULL, false
    FROM pg_catalog.pg_language l WHERE l.oid >= 16384
    UNION ALL
    SELECT 'access method', 'pg_am'::regclass, a.oid, a.amname, NULL, false
    FROM pg_catalog.pg_am a WHERE a.oid >= 16384
    UNION ALL
    SELECT 'foreign-data wrapper', 'pg_foreign_data_wrapper'::regclass, w.oid, w.fdwname, NULL, false
    FROM pg_catalog.pg_foreign_data_wrapper w WHERE w.oid >= 16384
    UNION ALL
    SELECT 'server', 'pg_foreign_server'::regclass, s.oid, s.srvname, NULL,
           pg_catalog.has_foreign_data_wrapper_privilege(s.srvfdw, 'USAGE')
    FROM pg_catalog.pg_foreign_server s WHERE s.oid >= 16384
    UNION ALL
    SELECT 'user mapping', 'pg_user_mapping'::regclass, m.umid, m.srvname, m.usename,
           pg_catalog.pg_has_role(s.srvowner, 'USAGE')
           OR m.usename = current_user AND pg_catalog.has_server_privilege(s.oid, 'USAGE')
    FROM pg_catalog.pg_user_mappings m JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid
    UNION ALL
    SELECT 'cast', 'pg_cast'::regclass, c.oid, pg_catalog.format_type(c.castsource, NULL),
           pg_catalog.format_type(c.casttarget, NULL),
           c.castmethod <> 'b' AND EXISTS (
               SELECT FROM pg_catalog.pg_type t WHERE t.oid IN (c.castsource, c.casttarget)
               AND pg_catalog.pg_has_role(t.typowner, 'USAGE'))
    FROM pg_catalog.pg_cast c
    WHERE c.oid >= 16384
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_cast'::regclass
                      AND d.objid = c.oid AND d.deptype = 'i')
    UNION ALL
    SELECT 'transform', 'pg_transform'::regclass, f.oid, pg_catalog.format_type(f.trftype, NULL),
           l.lanname, pg_catalog.pg_has_role(t.typowner, 'USAGE')
                      AND pg_catalog.has_language_privilege(l.oid, 'USAGE')
    FROM pg_catalog.pg_transform f JOIN pg_catalog.pg_language l ON l.oid = f.trflang
    JOIN pg_catalog.pg_type t ON t.oid = f.trftype
) o
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype = 'e')
ORDER BY o.kind, o.n1, o.n2
