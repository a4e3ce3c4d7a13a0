"""Large models. They are the same at every size of the database, and are measured with the smallest."""

import inputs
from peers import pgslate, postgres
from row import Row, Way


def statements(bench):
    count = 1_000 if bench.quick else 500_000
    return _check(bench, "load-sql", f"{count:,} statements", "statements.sql",
                  inputs.statements(count))


def toml_tables(bench):
    count = 100 if bench.quick else 100_000
    return _check(bench, "load-toml", f"{count:,} tables", "tables.toml", inputs.toml_tables(count))


def copied_rows(bench):
    if bench.shape.tables:
        return None
    megabytes = 1 if bench.quick else 200
    model = inputs.write(bench.folder / "rows.sql", inputs.copied_rows(megabytes))
    yardstick = "psql: drop, create, the same"
    return Row("load-rows", yardstick, [
        pgslate.way(bench, f"pgslate resetdb, {megabytes} MB of COPY", "resetdb",
                    "--database", "load_ours", "--models", model),
        Way(yardstick, steps=lambda at: [postgres.anew(bench, at, "load_psql"),
                                         postgres.psql(bench, at, "load_psql", "-1", "-f", model)]),
    ], is_long=True)


def _check(bench, name, what, file, parts):
    if bench.shape.tables:
        return None
    model = inputs.write(bench.folder / file, parts)
    return Row(name, "", [
        pgslate.way(bench, f"pgslate check, {what}", "check", "--models", model)], is_long=True)
