"""A test suite: several workers, and a clean database with some rows for each test."""

import resource
import threading
import time

import inputs
import measure
from peers import pgslate
from row import Row, Way
from server import ServerError

TABLES = 100
DIRTY = 5
FLOOR = "BEGIN, ROLLBACK a test"


def row(bench):
    """At one size only: that of an application."""
    if bench.shape.tables != TABLES and not bench.quick or bench.shape.tables < DIRTY:
        return None
    suite = Suite(bench, workers=2, tests=4) if bench.quick else Suite(bench, workers=8, tests=600)

    def program(name, database, *words, **more):
        return suite.way(name, database, pgslate.way(bench, name, "resetdb", *words, "--models",
                                                     suite.model, **more))

    return Row("suite", FLOOR, [
        program("pgslate resetdb a test", "suite_plain"),
        program("pgslate resetdb --in-place a test", "suite_place", "--in-place"),
        program("pgslate resetdb, template, a test", "suite_template", profile="template"),
        program("pgslate resetdb, spares, a test", "suite_spares", profile="many_spares"),
        suite.copies("createdb -T a test", "suite_copy"),
        suite.inside("TRUNCATE and rows a test", "suite_truncate", suite.truncate),
        suite.inside(FLOOR, "suite_rollback", suite.roll_back),
    ], is_long=True)


class Suite:
    """Each way cleans in its own manner; what a test then does is the same."""

    def __init__(self, bench, workers, tests):
        self.bench, self.workers, self.tests = bench, workers, tests
        self.rows = bench.shape.rows(DIRTY)
        self.model = inputs.write(bench.folder / "suite.sql", [bench.ddl.read_text(), self.rows])
        bench.copy("suite_template")
        bench.run_sql("suite_template", self.rows)

    def way(self, name, database, program):
        """A program is run before each test; who is connected tries to stay so."""
        if not program.missing:
            self._copies(database)

        def worker(number, tests):
            own = f"{database}_{number}"
            step = program.steps(self.bench.direct)[0]
            step.words.extend(["--database", own])
            session = self.bench.server.connect(own)
            for _ in tests:
                measure.run([step], self.bench.limit)
                session = self._work_again(session, own)
            session.close()

        return Way(name, action=lambda at: self._run(worker), missing=program.missing, counted=False)

    def copies(self, name, database):
        """What a driver does, without the start of a program."""
        self._copies(database)

        def worker(number, tests):
            own = f"{database}_{number}"
            with self.bench.server.connect() as session:
                for _ in tests:
                    session.run(f"drop database if exists {own} with (force)")
                    session.run(f"create database {own} template suite_template")
                    with self.bench.server.connect(own) as other:
                        self._work(other)

        return Way(name, action=lambda at: self._run(worker), counted=False)

    def inside(self, name, database, test):
        """Cleaned by statements of the test's own session."""
        self._copies(database)

        def worker(number, tests):
            with self.bench.server.connect(f"{database}_{number}") as session:
                for _ in tests:
                    test(session)

        return Way(name, action=lambda at: self._run(worker), counted=False)

    def truncate(self, session):
        names = ", ".join(self.bench.shape.names(self.bench.shape.tables))
        session.run(f"begin; truncate {names} restart identity cascade; {self.rows} commit")
        self._work(session)

    def roll_back(self, session):
        session.run("begin")
        self._work(session)
        session.run("rollback")

    def _work(self, session):
        """A test: it finds the rows that every test finds, and leaves others."""
        for name in self.bench.shape.names(DIRTY):
            found = session.value(f"select count(*) from {name}")
            if found != "20":
                raise measure.Failed(f"a test found {found} rows instead of 20")
        session.run(self.rows)

    def _work_again(self, session, database):
        try:
            self._work(session)
            return session
        except (OSError, ServerError):
            session.close()
        session = self.bench.server.connect(database)
        self._work(session)
        return session

    def _copies(self, database):
        with self.bench.server.connect() as session:
            for number in range(self.workers):
                session.run(f"create database {database}_{number} template suite_template")

    def _run(self, worker):
        tests, failures = Tests(self.tests, self.bench.limit), []

        def run(number):
            try:
                worker(number, tests)
            except Exception as error:  # told by the thread that waits
                failures.append(error)
                tests.stop()

        begin, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        threads = [threading.Thread(target=run, args=(number,)) for number in range(self.workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise measure.Failed(str(failures[0]))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        return measure.Sample(time.perf_counter() - begin, max(0, processor))


class Tests:
    """Dealt out to whoever asks next."""

    def __init__(self, count, limit):
        self._left, self._lock = count, threading.Lock()
        self._end = time.monotonic() + limit

    def stop(self):
        with self._lock:
            self._left = 0

    def __iter__(self):
        return self

    def __next__(self):
        with self._lock:
            if time.monotonic() > self._end:
                raise measure.Failed("takes too long")
            if self._left <= 0:
                raise StopIteration
            self._left -= 1
