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

    def fail(self, reason):
        self.left_out, self.failed = reason, True


class Rounds:
    """On one Bench. `say` is told what is being done."""

    def __init__(self, bench, rounds, say=lambda words: None):
        self._bench, self._rounds, self._say = bench, rounds, say

    def measure(self, row):
        """A Measured for each of the row's ways."""
        results = [Measured(way.name, left_out=way.missing) for way in row.ways]
        pairs = list(zip(row.ways, results))
        rounds = min(self._rounds, MOST_OF_LONG) if row.is_long else self._rounds
        warms_up = not row.is_long and not self._bench.quick
        if warms_up:
            self._turn(pairs, "warming up", self._warm_up)
        for number in range(rounds):
            # Who comes first is behind another one each time.
            turn = number % len(pairs)
            self._turn(pairs[turn:] + pairs[:turn], f"round {number + 1} of {rounds}",
                       self._sample if warms_up or number else self._sample_and_check)
        self._turn(pairs, "counting", self._count)
        return results

    def _turn(self, pairs, words, do):
        for way, result in pairs:
            if result.left_out:
                continue
            self._say(f"{way.name}: {words}")
            try:
                do(way, result)
            except (measure.Failed, ServerError, OSError) as error:
                result.fail(str(error))
                result.samples.clear()

    def _run(self, way):
        way.before()
        if way.action:
            sample = way.action(self._bench.direct)
        else:
            sample = measure.run(way.steps(self._bench.direct), self._bench.limit)
        return replace(sample, behind=self._wait())

    def _wait(self):
        return measure.wait_for_orphans([self._bench.server.pid], self._bench.limit)

    def _warm_up(self, way, _):
        self._run(way)
        _check(way)

    def _sample(self, way, result):
        result.samples.append(self._run(way))

    def _sample_and_check(self, way, result):
        self._sample(way, result)
        _check(way)

    def _count(self, way, result):
        """A run of its own, because counting takes time. If it fails, what was measured stays.

        To a program the counter may be another server, of which it keeps nothing yet; and what is worth
        keeping may show only when it comes again.
        """
        if not way.counted:
            return
        steps, counter = way.steps(self._bench.by_counter), self._bench.counter
        try:
            for _ in range(1 if self._bench.quick else 3):
                way.before()
                counter.take()
                sample = measure.run_weighed(steps, self._bench.limit)
                counts = counter.take()
                self._wait()
            result.counted = Counted(counts.statements, counts.round_trips, sample.megabytes)
        except measure.Failed as error:
            result.fail(f"not counted: {error}")


def _check(way):
    wrong = way.check()
    if wrong:
        raise measure.Failed(wrong)
