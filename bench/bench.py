"""What all rows have at hand: programs, the server, the database's shape, files of this run."""

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import inputs
from row import Place
from server import USER, find_binaries

ROOT = Path(__file__).resolve().parent.parent

# Profiles by their names. Each has a file of its own: a key that this pgslate does not know leaves out
# what is measured with that profile, and nothing else.
PROFILES = {"plain": "", "template": "template = true", "spares": "template = true\nspares = 2",
            "many_spares": "template = true\nspares = 8"}


@dataclass(frozen=True)
class Programs:
    pgslate: Path
    postgres: Path  # the folder of PostgreSQL's own
    python: str  # with what Flask's command needs
    npm: Path  # the folder that setup-peers installs into
    helps: dict = field(default_factory=dict)  # by command, once asked for

    def client(self, name):
        """One of PostgreSQL's own: where a server was unpacked somewhere, it may have come without."""
        beside = self.postgres / name
        return beside if beside.exists() else find_binaries() / name

    def version(self):
        return subprocess.run([self.pgslate, "--version"], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")[0]

    def node(self, name):
        """A program that setup-peers installed, or None."""
        path = self.npm / "node_modules" / name
        return path if path.exists() else None

    def missing_option(self, command, option):
        """Why a row cannot be measured with this pgslate; "" if it can."""
        if command not in self.helps:
            self.helps[command] = subprocess.run(
                [self.pgslate, "help", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True).stdout
        known = re.search(rf"(?<![\w-]){option}(?![\w-])", self.helps[command])
        return "" if known else f"this pgslate has no {command} {option}"

    def missing_profile(self, config):
        """The same for a pgslate.toml with one profile."""
        known = subprocess.run([self.pgslate, "url", "--config", config, "--profile", config.stem],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL).returncode == 0
        lines = PROFILES[config.stem].replace("\n", ", ")
        return "" if known else f"this pgslate does not take {lines} in a profile"


@dataclass(frozen=True)
class Bench:
    """One size on one server."""

    programs: Programs
    server: object
    counter: object
    shape: inputs.Shape
    folder: Path
    quick: bool
    limit: float  # seconds; what takes longer is left out

    @property
    def direct(self):
        return Place(self.server.socket, self.folder / "direct")

    @property
    def by_counter(self):
        return Place(self.counter.socket, self.folder / "counted")

    @cached_property
    def ddl(self):
        return inputs.write(self.folder / "ddl.sql", self.shape.ddl())

    @cached_property
    def model(self):
        """The story's is TOML, as it came with the program."""
        return ROOT / "schemas" if self.shape.is_story else self.ddl

    @cached_property
    def declared(self):
        """The name of a database that is as its model says, and which nobody changes."""
        self.build("declared")
        return "declared"

    @cached_property
    def dump(self):
        """What pg_dump says of it."""
        path = self.folder / "dump.sql"
        with open(path, "wb") as file:
            subprocess.run([self.programs.client("pg_dump"), "--schema-only", self.declared],
                           env=self.direct.environment(), stdout=file, check=True)
        return path

    def build(self, name):
        """A new database of this shape."""
        self.drop(name)
        with self.server.connect() as session:
            session.run(f"create database {name}")
        self.run_sql(name, self.ddl.read_text())

    def copy(self, name):
        """The same, quicker where it is large."""
        declared = self.declared
        self.drop(name)
        with self.server.connect() as session:
            session.run(f"create database {name} template {declared}")

    def drop(self, name):
        with self.server.connect() as session:
            session.run(f"drop database if exists {name} with (force)")

    def tidy_up(self):
        """Drops what a row has made; large databases take their place on the disk."""
        with self.server.connect() as session:
            for name, in session.run("""select quote_ident(datname) from pg_database
                    where datname not in ('postgres', 'template0', 'template1', 'declared')"""):
                session.run(f"alter database {name} is_template false")
                session.run(f"drop database {name} with (force)")

    @staticmethod
    def forget(folder):
        shutil.rmtree(folder, ignore_errors=True)

    def run_sql(self, database, sql):
        with self.server.connect(database) as session:
            return session.run(sql)

    def wrong_tables(self, database):
        """What is wrong with a database that should have this shape; "" if nothing is."""
        found = int(self.run_sql(database, """select count(*) from pg_class where relkind = 'r' and
            relnamespace in (select oid from pg_namespace where nspname in ('public', 'app'))
            and relname not in ('schema_migrations', '_prisma_migrations')""")[0][0])
        return "" if found == self.shape.tables else f"made {found} tables of {self.shape.tables}"

    def write_profiles(self):
        for place in (self.direct, self.by_counter):
            place.profiles.mkdir()
            for name, more in PROFILES.items():
                place.profile(name).write_text(
                    f'models = ["{self.model}"]\n[profile.{name}]\nurl = "{place.socket}"\n'
                    f'user = "{USER}"\ndatabase = "x"\n{more}\n')


def find_npm(cache_home):
    return Path(cache_home) / "pgslate-bench"


def has_python_modules(python, *names):
    if not shutil.which(python):
        return False
    words = [python, "-c", "import " + ", ".join(names)]
    return subprocess.run(words, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
