\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'ok');
CREATE FUNCTION app.f(a integer DEFAULT 1, OUT b text) RETURNS text LANGUAGE sql AS $_$select $1 from app.t$_$;
CREATE TABLE app.t (id integer DEFAULT nextval('app.s'::regclass) NOT NULL, "User" app.mood);
ALTER TABLE app.t OWNER TO joe;
CREATE SEQUENCE app.s AS integer START WITH 1;
COPY app.t (id, "User") FROM stdin;
1	ok
\.
SELECT pg_catalog.setval('app.s', 1, true);
ALTER TABLE ONLY app.t
    ADD CONSTRAINT t_pkey PRIMARY KEY (id);
DROP VIEW IF EXISTS app.v;
CREATE OR REPLACE VIEW app.v AS SELECT * FROM app.t;
CREATE UNIQUE INDEX i ON ONLY app.t USING btree (id);
CREATE TRIGGER g BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.f();
COMMENT ON TABLE app.t IS 'it''s';
\unrestrict abc
