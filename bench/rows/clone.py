"""A database copied from a template, by each strategy that the server knows."""

from measure import Step
from peers import postgres
from row import Row, Way


def row(bench):
    version = int(bench.run_sql("postgres", "show server_version_num")[0][0]) // 10_000
    return Row("clone", "WAL_LOG", [
        _way(bench, "WAL_LOG", version, 15, "--strategy=wal_log"),
        _way(bench, "FILE_COPY", version, 15, "--strategy=file_copy"),
        _way(bench, "FILE_COPY, cloned files", version, 18, "--strategy=file_copy",
             PGOPTIONS="-c file_copy_method=clone"),
    ])


def _way(bench, name, version, first, *words, **environment):
    template, database = bench.declared, "cloned"

    def steps(at):
        step = postgres.createdb(bench, at, database, "-T", template, *words)
        return [Step(step.words, {**step.environment, **environment})]

    return Way(name, steps=steps, before=lambda: bench.drop(database),
               missing="" if version >= first else f"PostgreSQL has it from {first} on")
