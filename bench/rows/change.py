"""Tables get a column more: planned, and applied with proof."""

from peers import differences, pgslate, postgres
from row import Row, Way

TEN = 10


def plan_ten(bench):
    if not bench.shape.tables:
        return None
    bench.copy("changed")
    bench.run_sql("changed", bench.shape.add_columns(TEN))
    return Row("plan-ten", "pg_dump --schema-only", [
        pgslate.way(bench, "pgslate plan", "plan", "--database", bench.declared,
                    "--models", _model(bench, TEN), right=(2,)),
        Way("pg_dump --schema-only", steps=lambda at: [postgres.pg_dump(bench, at, bench.declared)]),
        differences.pg_delta(bench, bench.declared, "changed"),
        differences.migra(bench, bench.declared, "changed"),
    ])


def apply_ten(bench):
    return _apply(bench, "apply-ten", TEN)


def apply_all(bench):
    return _apply(bench, "apply-all", bench.shape.tables) if bench.shape.tables > TEN else None


def _apply(bench, name, count):
    """What pgslate takes beside psql is for reading, planning and the proof. --dry-run does it all."""
    if not bench.shape.tables:
        return None
    steps = bench.folder / f"{name}.sql"
    steps.write_text(bench.shape.add_columns(count))
    database = name.replace("-", "_")
    bench.copy(f"{database}_ours")
    bench.copy(f"{database}_psql")

    def back(which):
        return lambda: bench.run_sql(which, bench.shape.drop_columns(count))

    def ours(title, *words):
        return pgslate.way(bench, title, "apply", "--database", f"{database}_ours", "--models",
                           _model(bench, count), *words, before=back(f"{database}_ours"))

    return Row(name, "psql: the same statements", [
        ours("pgslate apply"),
        ours("pgslate apply --dry-run", "--dry-run"),
        Way("psql: the same statements", before=back(f"{database}_psql"), steps=lambda at: [
            postgres.psql(bench, at, f"{database}_psql", "-1", "-f", steps)]),
    ])


def _model(bench, count):
    """The model with the columns in it; for the story, that table as SQL."""
    path = bench.folder / f"more_{count}.sql"
    path.write_text(bench.ddl.read_text() + bench.shape.add_columns(count))
    return path
