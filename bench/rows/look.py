"""What only looks: the programs' start, and commands that find nothing to do."""

import measure
from measure import Step
from peers import pgslate, postgres
from row import Row, Way


def start(bench):
    """The same at every size."""
    if bench.shape.tables:
        return None
    psql = [bench.programs.client("psql"), "--version"]
    return Row("start", "psql --version", [
        Way("pgslate --version", steps=lambda at: [Step([bench.programs.pgslate, "--version"])],
            counted=False),
        Way("psql --version", steps=lambda at: [Step(psql)], counted=False),
    ])


def nothing_to_do(bench):
    """The database is as declared, and what is kept of the models is there."""
    on = ("--database", bench.declared)

    def look():
        measure.run([pgslate.step(bench, bench.direct, "status", *on)], bench.limit)

    def look_and_write():
        look()
        bench.run_sql(bench.declared, "select txid_current()")

    def way(name, command, *words, before=look):
        return pgslate.way(bench, name, command, *on, *words, before=before)

    return Row("nothing-to-do", "pg_dump --schema-only", [
        way("pgslate status", "status"),
        way("pgslate status, after others wrote", "status", before=look_and_write),
        way("pgslate status --no-cache", "status", "--no-cache"),
        *_changed(bench),
        _first(bench, on),
        way("pgslate create", "create"),
        way("pgslate create, after others wrote", "create", before=look_and_write),
        way("pgslate plan", "plan"),
        way("pgslate apply", "apply"),
        _pg_dump(bench),
        Way("psql: select 1", steps=lambda at: [
            postgres.psql(bench, at, bench.declared, "-c", "select 1")]),
    ])


def dump(bench):
    return Row("dump", "pg_dump --schema-only", [
        pgslate.way(bench, "pgslate dump", "dump", "--database", bench.declared), _pg_dump(bench)])


def _changed(bench):
    """What is kept of a database fits no longer, although it is as declared."""
    bench.copy("renamed")
    for name in bench.shape.names(1):
        column = "spotify_id" if bench.shape.is_story else "a"
        there_and_back = (f"alter table {name} rename {column} to other; "
                          f"alter table {name} rename other to {column}")
        yield Way("pgslate status, after a change",
                  before=lambda: bench.run_sql("renamed", there_and_back),
                  steps=lambda at: [pgslate.step(bench, at, "status", "--database", "renamed")])


def _first(bench, on):
    """The models are built in a scratch database, because nothing is kept of them."""
    cache = bench.folder / "no-cache"
    return Way("pgslate status, first time", before=lambda: bench.forget(cache),
               steps=lambda at: [pgslate.step(bench, at, "status", *on,
                                              environment={"XDG_CACHE_HOME": str(cache)})])


def _pg_dump(bench):
    return Way("pg_dump --schema-only", steps=lambda at: [postgres.pg_dump(bench, at, bench.declared)])
