-- Every version of every extension there is to create, as a digest. The server looks through all its
-- files for it.
SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.string_agg(
           x::text, E'\n' ORDER BY x.name COLLATE pg_catalog."C", x.version COLLATE pg_catalog."C"),
           pg_catalog.getdatabaseencoding())), 'hex') AS versions
FROM pg_catalog.pg_available_extension_versions() x
