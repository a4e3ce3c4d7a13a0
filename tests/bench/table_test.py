"""What the table says of measured and of left-out ways."""

import unittest

from support import samples

import table
from aggregate import Counted
from measure import Sample
from rounds import Measured


class Table(unittest.TestCase):
    def test_three_digits_are_told(self):
        told = {0.0123456: "12.3 ms", 0.0999: "99.9 ms", 0.123: "123 ms", 0.9994: "999 ms",
                0.9996: "1.00 s", 1.234: "1.23 s", 12.34: "12.3 s", 123.4: "123.4 s"}
        for seconds, words in told.items():
            self.assertEqual(table.duration(seconds), words)

    def test_a_way_has_its_figures_and_its_ratio(self):
        ours = Measured("ours", samples(0.1, 0.1), Counted(7, 3, 13.4))
        theirs = Measured("theirs", samples(0.2, 0.4))  # whatever processor time that took
        first, second = table.lines([ours, theirs], "theirs")
        self.assertEqual(first.split(), ["ours", "100", "ms", "±0%", "0.38", "7", "3",
                                         "13", "MB"])
        self.assertEqual(second.split()[:5], ["theirs", "300", "ms", "±17%", "1.00"])

    def test_what_is_left_running_has_its_time(self):
        ours = Measured("ours", [Sample(0.1, 0.2, behind=0.35), Sample(0.1, 0.2, behind=0.25)])
        theirs = Measured("theirs", [Sample(0.1, 0.2, behind=0.0001)])
        first, second = table.lines([ours, theirs], "")
        self.assertEqual(first.split(), ["ours", "100", "ms", "±0%", "300", "ms", "200", "ms"])
        self.assertEqual(second.split(), ["theirs", "100", "ms", "±0%", "200", "ms"])

    def test_what_is_left_out_is_named_behind_the_others(self):
        absent = Measured("peer", left_out="not installed")
        lines = list(table.lines([absent, Measured("ours", samples(1))], "peer"))
        self.assertEqual(lines[1], "  left out: peer: not installed")
        self.assertIn("±0%", lines[0])  # and no ratio to what is not there
        self.assertNotIn("1.00", lines[0].replace("1.00 s", ""))

    def test_the_heading_names_the_yardstick(self):
        words = table.heading("dump", "100 tables", [Measured("ours", samples(1, 2))], "pg_dump")
        self.assertTrue(words.startswith("dump, 100 tables (2 rounds; ratios to `pg_dump`)\n"))


if __name__ == "__main__":
    unittest.main()
