"""Whose turn it is, and what becomes of what fails."""

import unittest
from types import SimpleNamespace

from support import sample

from measure import Failed
from rounds import Rounds
from row import Row, Way


class Turns(unittest.TestCase):
    def setUp(self):
        self.done = []
        server = SimpleNamespace(pid=0)
        self.bench = SimpleNamespace(server=server, direct=None, quick=False, limit=10)

    def way(self, name, seconds=1.0, fails_at=0, **more):
        def action(_):
            self.done.append(name)
            if self.done.count(name) == fails_at:
                raise Failed("broken")
            return sample(seconds)
        return Way(name, action=action, counted=False, **more)

    def measure(self, *ways, rounds=3, **more):
        return Rounds(self.bench, rounds).measure(Row("row", "a", list(ways), **more))

    def test_ways_take_turns_and_each_round_begins_with_another(self):
        self.measure(self.way("a"), self.way("b"))
        self.assertEqual("".join(self.done), "ab" + "ab" + "ba" + "ab")

    def test_the_first_turn_does_not_count(self):
        one, = self.measure(self.way("a"))
        self.assertEqual((len(self.done), len(one.samples)), (4, 3))

    def test_what_is_long_does_not_warm_up_and_has_three_rounds(self):
        self.measure(self.way("a"), rounds=7, is_long=True)
        self.assertEqual(len(self.done), 3)

    def test_what_fails_once_is_left_out_from_then_on(self):
        broken, other = self.measure(self.way("a", fails_at=3), self.way("b"))
        self.assertEqual((broken.samples, broken.left_out, broken.failed), ([], "broken", True))
        self.assertEqual(len(other.samples), 3)
        self.assertEqual(self.done.count("a"), 3)

    def test_what_does_something_wrong_is_left_out(self):
        one, = self.measure(self.way("a", check=lambda: "made 3 tables of 4"))
        self.assertEqual((one.left_out, len(self.done)), ("made 3 tables of 4", 1))

    def test_what_is_missing_is_not_tried_and_has_not_failed(self):
        one, = self.measure(self.way("a", missing="not installed"))
        self.assertEqual((self.done, one.left_out, one.failed), ([], "not installed", False))


if __name__ == "__main__":
    unittest.main()
