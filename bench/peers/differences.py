"""Programs that tell how two databases differ: pg-delta, migra and apgdiff."""

import shutil

from measure import Step
from peers import postgres
from row import Way


def pg_delta(bench, one, other):
    program = bench.programs.node(".bin/pgdelta")
    plan = bench.folder / "plan.json"

    def steps(at):
        return [Step([program, "plan", "--source", at.url_with_host(one), "--desired",
                      at.url_with_host(other), "--out", plan], folder=bench.folder)]

    return Way("pg-delta plan", steps=steps, missing="" if program else "not installed")


def migra(bench, one, other):
    program = bench.programs.node(".bin/migra")

    def steps(at):
        # It ends with 2 where something differs.
        return [Step([program, at.url_with_host(one), at.url_with_host(other)], folder=bench.folder,
                     right=(0, 2))]

    return Way("migra", steps=steps, missing="" if program else "not installed")


def apgdiff(bench, one, other):
    """It compares what pg_dump wrote, so pg_dump is part of it; psql's commands are none for it."""
    program = shutil.which("apgdiff")

    def steps(at):
        texts = [bench.folder / f"{name}.apgdiff.sql" for name in (one, other)]
        dumps = [postgres.pg_dump(bench, at, name, text) for name, text in zip((one, other), texts)]
        no_commands = Step(["sed", "-i", r"/^\\/d", *texts])
        return [*dumps, no_commands, Step([program, *texts])]

    return Way("2 pg_dump, apgdiff", steps=steps, missing="" if program else "not installed")
