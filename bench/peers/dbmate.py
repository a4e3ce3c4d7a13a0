"""dbmate: drop and up, with one migration that makes everything. Its binary is called directly."""

import platform

from measure import Step
from row import Way
from server import USER

MACHINES = {"x86_64": "x64", "aarch64": "arm64"}


def way(bench, database, **more):
    machine = MACHINES.get(platform.machine(), platform.machine())
    binary = bench.programs.node(f"@dbmate/linux-{machine}/bin/dbmate")
    folder = bench.folder / "migrations"

    def steps(at):
        url = f"postgres://{USER}@/{database}?socket={at.socket}&sslmode=disable"
        words = [binary, "--url", url, "--migrations-dir", folder, "--no-dump-schema"]
        return [Step([*words, "drop"]), Step([*words, "up"])]

    if binary:
        folder.mkdir(exist_ok=True)
        (folder / "1_all.sql").write_text(
            f"-- migrate:up\n{bench.ddl.read_text()}\n-- migrate:down\n")
    return Way("dbmate drop, up", steps=steps, missing="" if binary else "not installed", **more)
