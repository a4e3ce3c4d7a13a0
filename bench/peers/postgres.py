"""PostgreSQL's own programs, called directly: a distribution's wrapper takes longer than they do."""

from measure import Step


def psql(bench, at, database, *words):
    return Step([bench.programs.client("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database,
                 *words], at.environment())


def anew(bench, at, database):
    """Drops a database and creates it."""
    return psql(bench, at, "postgres", "-c", f"drop database if exists {database} with (force)",
                "-c", f"create database {database}")


def dropdb(bench, at, database):
    return Step([bench.programs.client("dropdb"), "--if-exists", "--force", database],
                at.environment())


def createdb(bench, at, database, *words):
    return Step([bench.programs.client("createdb"), *words, database], at.environment())


def pg_dump(bench, at, database, output=None):
    more = {"output": output} if output else {}
    return Step([bench.programs.client("pg_dump"), "--schema-only", database], at.environment(),
                **more)
