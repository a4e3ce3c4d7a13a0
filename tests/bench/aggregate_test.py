"""What many measurements say together."""

import unittest

from support import sample, samples

from aggregate import median_ratio, spread, summarize


class Aggregate(unittest.TestCase):
    def test_the_middle_one_counts_and_not_the_mean(self):
        summary = summarize(samples(0.2, 0.1, 9.0), None)
        self.assertEqual(summary.seconds, 0.2)

    def test_processor_time_has_a_median_of_its_own(self):
        summary = summarize([sample(1, processor=0.3), sample(2, processor=0.1),
                             sample(3, processor=0.2)], None)
        self.assertEqual(summary.processor, 0.2)

    def test_a_ratio_is_taken_of_neighbours(self):
        # A load doubles what the second round takes, for both.
        ours, theirs = samples(1, 2, 1), samples(2, 4, 2)
        self.assertEqual(summarize(ours, theirs).ratio, 0.5)

    def test_the_ratio_is_not_that_of_the_medians(self):
        # The medians are 3 and 2; in two of three rounds ours was the quicker one.
        self.assertEqual(median_ratio(samples(1, 3, 4), samples(2, 6, 1)), 0.5)

    def test_without_a_yardstick_there_is_no_ratio(self):
        self.assertIsNone(summarize(samples(1, 2), None).ratio)
        self.assertIsNone(summarize(samples(1, 2), []).ratio)

    def test_spread_is_half_of_the_middle_half(self):
        self.assertAlmostEqual(spread([8, 9, 10, 11, 12]), 0.1)

    def test_a_percentile_wants_twenty_rounds(self):
        self.assertIsNone(summarize(samples(*range(1, 20)), None).slow)
        self.assertAlmostEqual(summarize(samples(*range(1, 102)), None).slow, 96)

    def test_one_round_tells_nothing_about_spread(self):
        self.assertEqual(spread([5]), 0)


if __name__ == "__main__":
    unittest.main()
