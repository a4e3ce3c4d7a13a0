"""Measures a row: all ways take turns, round by round."""

from dataclasses import dataclass, field, replace

import measure
from aggregate import Counted
from server import ServerError

MOST_OF_LONG = 3


@dataclass
class Measured:
    """A way's samples in the order of the rounds; or why there are none."""

    name: str
    samples: list = field(default_factory=list)
    counted: Counted = field(default_factory=Counted)
    left_out: str = ""
    failed: bool = False  # left out because it did not do what it should


class Rounds:
    """On one Bench. `say` is told what is being done."""

    def __init__(self, bench, rounds, say=lambda words: None):
        self._bench, self._rounds, self._say = bench, rounds, say

    def measure(self, row):
        """A Measured for each of the row's ways."""
        results = {way.name: Measured(way.name, left_out=way.missing) for way in row.ways}
        rounds = min(self._rounds, MOST_OF_LONG) if row.is_long else self._rounds
        warm_up = not row.is_long and not self._bench.quick
        if warm_up:
            self._turn(row.ways, results, "warming up", self._check)
        for number in range(rounds):
            # Who comes first is behind another one each time.
            turn = number % len(row.ways)
            self._turn(row.ways[turn:] + row.ways[:turn], results, f"round {number + 1} of {rounds}",
                       lambda way, sample: self._take(way, sample, results, check=not warm_up))
        self._turn([way for way in row.ways if way.counted], results, "counting",
                   lambda way, sample: None, self._count(results))
        return list(results.values())

    def _turn(self, ways, results, words, take, run=None):
        for way in ways:
            if results[way.name].left_out:
                continue
            self._say(f"{way.name}: {words}")
            try:
                way.before()
                sample = (run or self._run)(way)
                behind = measure.wait_for_orphans([self._bench.server.pid], self._bench.limit)
                take(way, replace(sample, behind=behind))
            except (measure.Failed, ServerError, OSError) as error:
                results[way.name].left_out, results[way.name].failed = str(error), True
                results[way.name].samples.clear()

    def _run(self, way):
        if way.action:
            return way.action(self._bench.direct)
        return measure.run(way.steps(self._bench.direct), self._bench.limit)

    def _check(self, way, _):
        wrong = way.check()
        if wrong:
            raise measure.Failed(wrong)

    def _take(self, way, sample, results, check):
        results[way.name].samples.append(sample)
        if check:
            self._check(way, sample)

    def _count(self, results):
        """A run of its own, because counting takes time.

        To a program the counter may be another server, of which it keeps nothing yet.
        """
        def run(way):
            steps = way.steps(self._bench.by_counter)
            if not self._bench.quick:
                measure.run(steps, self._bench.limit)
                way.before()
            self._bench.counter.take()
            sample = measure.run_weighed(steps, self._bench.limit)
            counts = self._bench.counter.take()
            results[way.name].counted = Counted(counts.statements, counts.round_trips, sample.megabytes)
            return sample
        return run
