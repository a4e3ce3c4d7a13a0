"""The rows of ten tables go, and the database stays: what is done between two tests."""

from peers import flask, pgslate, postgres
from row import Row, Way

DIRTY = 10
YARDSTICK = "psql: DELETE, setval"


def row(bench):
    if not bench.shape.tables:
        return None

    def dirty(database):
        return lambda: bench.run_sql(database, bench.shape.rows(DIRTY))

    def check(database):
        def left():
            rows = "".join(f" + (select count(*) from {name})" for name in bench.shape.names(DIRTY))
            return "left rows" if bench.run_sql(database, f"select 0 {rows}")[0][0] != "0" else ""
        return left

    def way(name, database, steps):
        bench.copy(database)
        return Way(name, steps=lambda at: [steps(at, database)], before=dirty(database),
                   check=check(database))

    script = bench.folder / "empty.sql"
    script.write_text(bench.shape.empty(DIRTY))
    names = ", ".join(bench.shape.names(DIRTY))
    ways = [
        _in_place(bench, dirty, check),
        way(YARDSTICK, "empty_delete", lambda at, database:
            postgres.psql(bench, at, database, "-1", "-o", "/dev/null", "-f", script)),
        way("psql: TRUNCATE CASCADE", "empty_truncate", lambda at, database:
            postgres.psql(bench, at, database, "-c", f"truncate {names} restart identity cascade")),
    ]
    if bench.shape.is_story:
        bench.build("empty_flask")
        ways.append(flask.way(bench, "empty_flask", before=dirty("empty_flask"),
                              check=check("empty_flask")))
    return Row("in-place", YARDSTICK, ways)


def _in_place(bench, dirty, check):
    database = "empty_pgslate"
    bench.copy(database)
    return pgslate.way(bench, "pgslate resetdb --in-place", "resetdb", "--database", database,
                       "--in-place", before=dirty(database), check=check(database))
