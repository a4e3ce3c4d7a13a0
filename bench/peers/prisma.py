"""prisma db push --force-reset. Its engine is a program that it downloads when it is installed."""

from measure import Step
from row import Way

SCHEMA = """datasource db {
  provider = "postgresql"
  url      = env("BENCH_URL")
}

model user {
  id            Int     @id @default(autoincrement())
  spotify_id    String? @db.VarChar(200)
  spotify_token String? @db.VarChar(200)
}
"""


def way(bench, database, **more):
    program = bench.programs.node(".bin/prisma")
    engines = sorted(bench.programs.npm.glob("node_modules/@prisma/engines/schema-engine-*"))
    schema = bench.folder / "schema.prisma"

    def steps(at):
        environment = {"BENCH_URL": at.url_with_host(database), "CHECKPOINT_DISABLE": "1",
                       "PRISMA_HIDE_UPDATE_MESSAGE": "1",
                       "PRISMA_SCHEMA_ENGINE_BINARY": str(engines[0])}
        return [Step([program, "db", "push", "--force-reset", "--skip-generate", "--schema", schema],
                     environment, bench.folder)]

    schema.write_text(SCHEMA)
    missing = "not installed" if not program else "its engine was not downloaded" if not engines else ""
    return Way("prisma db push", steps=steps, missing=missing, **more)
