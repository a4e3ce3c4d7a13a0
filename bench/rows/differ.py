"""Two databases that are equal, compared."""

from peers import differences, pgslate, postgres
from row import Row, Way


def row(bench):
    if not bench.shape.tables:
        return None
    bench.copy("equal")
    both = (bench.declared, "equal")
    return Row("like", "pg_dump --schema-only", [
        Way("pgslate status --like", steps=lambda at: [
            pgslate.step(bench, at, "status", "--database", both[0], "--like", at.url(both[1]))]),
        Way("pg_dump --schema-only", steps=lambda at: [postgres.pg_dump(bench, at, both[0])]),
        differences.pg_delta(bench, *both),
        differences.migra(bench, *both),
        differences.apgdiff(bench, *both),
    ])
