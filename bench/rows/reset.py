"""A database made anew, whatever was in it: the command that pgslate began with, and its peers."""

from peers import dbmate, flask, pgslate, postgres, prisma
from row import Row, Way

YARDSTICK = "psql: drop, create, DDL"


def row(bench):
    return Row("reset", YARDSTICK, [*_ours(bench), *_by_psql(bench), *_by_others(bench)])


def _ours(bench):
    def way(name, database, *words, **more):
        return pgslate.way(bench, name, "resetdb", "--database", database, *words,
                           check=lambda: bench.wrong_tables(database), **more)

    return [
        way("pgslate resetdb", "reset_plain"),
        way("pgslate resetdb --wait-for-drop", "reset_wait", "--wait-for-drop"),
        way("pgslate resetdb, template", "reset_template", profile="template"),
        way("pgslate resetdb, spares", "reset_spares", profile="spares"),
    ]


def _by_psql(bench):
    def way(name, database, steps):
        return Way(name, steps=lambda at: steps(at, database),
                   check=lambda: bench.wrong_tables(database))

    def ddl(at, database):
        return [postgres.anew(bench, at, database),
                postgres.psql(bench, at, database, "-1", "-f", bench.ddl)]

    def text(at, database):
        return [postgres.anew(bench, at, database),
                postgres.psql(bench, at, database, "-f", bench.dump)]

    def plain(at, database):
        return [postgres.dropdb(bench, at, database), postgres.createdb(bench, at, database)]

    def template(at, database):
        return [postgres.dropdb(bench, at, database),
                postgres.createdb(bench, at, database, "-T", bench.declared)]

    ways = [way(YARDSTICK, "reset_psql", ddl)]
    if bench.shape.tables == 0:
        return [*ways, way("dropdb, createdb", "reset_createdb", plain)]
    return [*ways, way("psql: drop, create, pg_dump's", "reset_text", text),
            way("dropdb, createdb -T", "reset_copy", template)]


def _by_others(bench):
    def others(make, database):
        return make(bench, database, check=lambda: bench.wrong_tables(database))

    ways = [others(dbmate.way, "reset_dbmate")]
    if bench.shape.is_story:
        ways += [others(flask.way, "reset_flask"), others(prisma.way, "reset_prisma")]
    return ways
